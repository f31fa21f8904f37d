package io.orchestrator.app.config;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import io.orchestrator.app.config.key.Key;
import io.orchestrator.app.config.key.KeyCatalogue;

/** What to say about a key the catalogue does not hold. It is never fatal: existing files hold many (config.md 10). */
final class UnknownKeys {

    /** Keys of earlier releases, and keys seen in samples, that never had or no longer have an effect. */
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "databaselessmode__experimental", "bufferbinlogevents", "binlogfilehistorydays", "maintenanceowner",
            "readlongrunningqueries", "discoverypollseconds", "activenodeexpireseconds", "auditpagesize",
            "slavestartpostwaitmilliseconds", "mysqltopologymaxpoolconnections", "maintenancepurgedays",
            "maintenanceexpireminutes", "httptimeoutseconds", "agentautodiscover",
            "pseudogtidcoordinateshistoryheuristicminutes", "pseudogtidpreferindependentmultimatch",
            "maxoutdatedkeystoshow", "statussimplehealth", "autorecoverygloballyenabled", "mysqlmaxallowedpacket");

    private static final int LONGEST_NAME = 100;

    private record Candidate(Key<?> key, int distance) {}

    private UnknownKeys() {}

    static Notice notice(String name, Place place) {
        var shown = (name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + "…" : name)
                .replaceAll("\\p{Cntrl}", " ");
        if (WITHOUT_EFFECT.contains(name.toLowerCase(Locale.ROOT))) {
            return Notice.warning(place + ": " + shown + " has no effect any more and can be removed");
        }
        var hint = nearest(name).map(key -> "; did you mean " + key.name() + "?").orElse("");
        return Notice.warning(place + ": unknown key " + shown + " is ignored" + hint);
    }

    /** The catalogue's key that was probably meant. */
    static Optional<Key<?>> nearest(String name) {
        if (name.length() > LONGEST_NAME) {
            return Optional.empty();
        }
        var wanted = name.toLowerCase(Locale.ROOT);
        var reach = Math.max(1, Math.min(4, name.length() / 4));
        return KeyCatalogue.all()
                .stream()
                .map(key -> new Candidate(key, EditDistance.between(wanted, key.name().toLowerCase(Locale.ROOT))))
                .filter(candidate -> candidate.distance() <= reach)
                .min(Comparator.comparingInt(Candidate::distance))
                .map(Candidate::key);
    }
}
