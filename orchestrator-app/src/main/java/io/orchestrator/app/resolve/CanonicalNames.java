package io.orchestrator.app.resolve;

import java.time.Duration;
import java.util.Hashtable;
import java.util.Optional;

import javax.naming.CompositeName;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.DirContext;
import javax.naming.directory.InitialDirContext;

import io.orchestrator.domain.naming.Resolution;

/** Follows {@code CNAME} records. */
final class CanonicalNames {
    private static final int LONGEST_CHAIN = 16;
    private static final String CNAME = "CNAME";

    private CanonicalNames() {}

    /**
     * The final name of a host that is known to have an address; itself when no name server knows it, for then it comes from elsewhere.
     *
     * @param timeout of each question
     */
    static Resolution of(String hostname, ResolverFiles files, Duration timeout) {
        try {
            DirContext servers = servers(timeout);
            try {
                for (String candidate : files.candidates(hostname)) {
                    Optional<String> name = followed(servers, candidate);
                    if (name.isPresent()) {
                        return new Resolution.Found(withoutDots(name.get()));
                    }
                }
            } finally {
                servers.close();
            }
            return new Resolution.Found(withoutDots(hostname));
        } catch (NamingException e) {
            return new Resolution.Failed("lookup " + hostname + ": the name server did not answer: " + e.getMessage());
        }
    }

    /** Only text records are read: nothing of what a name server says is made an object. */
    @SuppressWarnings({"BanJNDI", "JdkObsolete"})
    private static DirContext servers(Duration timeout) throws NamingException {
        Hashtable<String, String> environment = new Hashtable<>();
        environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
        environment.put(Context.PROVIDER_URL, "dns:");
        environment.put("com.sun.jndi.dns.timeout.initial", Long.toString(timeout.toMillis()));
        environment.put("com.sun.jndi.dns.timeout.retries", "1");
        return new InitialDirContext(environment);
    }

    /** Empty when there is no such name. */
    @SuppressWarnings("BanJNDI")
    private static Optional<String> followed(DirContext servers, String first) throws NamingException {
        String name = first;
        try {
            for (int i = 0; i < LONGEST_CHAIN; i++) {
                Attribute record =
                        servers.getAttributes(new CompositeName().add(withoutDots(name)), new String[] {CNAME})
                                .get(CNAME);
                if (record == null || record.size() == 0) {
                    return Optional.of(name);
                }
                name = String.valueOf(record.get());
            }
            return Optional.of(name);
        } catch (NameNotFoundException _) {
            return name.equals(first) ? Optional.empty() : Optional.of(name);
        }
    }

    private static String withoutDots(String name) {
        int end = name.length();
        while (end > 1 && name.charAt(end - 1) == '.') {
            end--;
        }
        return name.substring(0, end);
    }
}
