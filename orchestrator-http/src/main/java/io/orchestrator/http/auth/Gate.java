package io.orchestrator.http.auth;

import java.util.Objects;

/**
 * Who may ask and who may change.
 *
 * @param authentication how callers prove who they are
 * @param readOnly nobody may change anything
 */
public record Gate(Authentication authentication, boolean readOnly) {
    /** Everybody may do everything. */
    public static final Gate OPEN = new Gate(new Authentication.None(), false);

    public Gate {
        Objects.requireNonNull(authentication, "authentication");
    }

    /** Admits or refuses. */
    public Admission admit(Credentials credentials) {
        return switch (authentication.admit(credentials)) {
            case Admission.Admitted(String user, boolean mayChange) ->
                    new Admission.Admitted(user, mayChange && !readOnly);
            case Admission.ByToken pair -> readOnly ? new Admission.Admitted("", false) : pair;
            case Admission.Refused refused -> refused;
        };
    }
}
