package io.orchestrator.http.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Objects;

/** How callers prove who they are. */
public sealed interface Authentication {
    /** Nobody is asked. */
    record None() implements Authentication {}

    /**
     * One user and password, on every request.
     *
     * @param readonlyAdmitted the user {@code readonly} is admitted with any password and may change nothing (method {@code multi})
     */
    record Basic(String user, String password, boolean readonlyAdmitted) implements Authentication {
        private static final String SCHEME = "Basic ";
        private static final String READONLY = "readonly";

        public Basic {
            Objects.requireNonNull(user, "user");
            Objects.requireNonNull(password, "password");
        }

        private Admission admitBasic(String header) {
            String wanted = SCHEME
                    + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
            // Takes as long for a wrong password as for a right one.
            if (MessageDigest.isEqual(wanted.getBytes(StandardCharsets.UTF_8),
                    header.getBytes(StandardCharsets.UTF_8))) {
                return new Admission.Admitted(user, true);
            }
            boolean readonly = readonlyAdmitted && decoded(header).startsWith(READONLY + ":");
            return readonly ? new Admission.Admitted(READONLY, false) : new Admission.Refused();
        }

        private static String decoded(String header) {
            if (!header.startsWith(SCHEME)) {
                return "";
            }
            try {
                byte[] credentials = Base64.getDecoder().decode(header.substring(SCHEME.length()).trim());
                return new String(credentials, StandardCharsets.UTF_8);
            } catch (IllegalArgumentException _) {
                return "";
            }
        }

        @Override
        public String toString() {
            return "Basic[user=" + user + "]";
        }
    }

    /** Everybody may read; whoever changes something shows a pair of access tokens in a cookie (ha-shared-backend.md 5). */
    record Token() implements Authentication {
        private static Admission admitToken(String cookie) {
            int colon = cookie.indexOf(':');
            // The contract fails with an internal error on a cookie without a colon.
            return colon < 0 ? new Admission.Admitted("", false)
                    : new Admission.ByToken(cookie.substring(0, colon), cookie.substring(colon + 1));
        }
    }

    /** Admits or refuses. */
    default Admission admit(Credentials credentials) {
        return switch (this) {
            case None _ -> new Admission.Admitted("", true);
            case Basic basic -> basic.admitBasic(credentials.authorization());
            case Token _ -> Token.admitToken(credentials.accessToken());
        };
    }
}
