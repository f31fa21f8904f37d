package io.orchestrator.app.cli;

import java.util.Map;
import java.util.TreeMap;

/** The 31 flags of the executable (cli.md 2). */
final class FlagSpecs {

    private FlagSpecs() {}

    /** All flags by name. */
    static Map<String, Flag> all() {
        var spec = new TreeMap<String, Flag>();
        text(spec, "alias", "cluster alias, or exact cluster name");
        text(spec, "binlog", "binary or relay log file, or file:pos");
        text(spec, "c", "command to run; see 'orchestrator help'");
        text(spec, "config", "the one configuration file to read");
        text(spec, "d", "destination instance, host[:port]");
        flag(spec, "debug", "log everything, from DEBUG on", false);
        flag(spec, "discovery", "poll, elect and recover; false only serves web and API", true);
        text(spec, "duration", "how long, a number and one of s, m, h, d, w");
        flag(spec, "enable-database-update", "update the backend's schema whatever the configuration says", false);
        flag(spec, "grab-election", "take leadership at start", false);
        text(spec, "hostname", "host name or virtual name");
        text(spec, "i", "instance, host[:port]; may hold several");
        flag(spec, "ignore-raft-setup", "run a command although the configuration enables raft", false);
        flag(spec, "noop", "refuse changes to managed servers", false);
        text(spec, "owner", "owner of the operation; default: the user who runs it");
        text(spec, "pattern", "filter, regular expression or search text");
        text(spec, "pool", "pool name");
        option(spec, "promotion-rule", "prefer, neutral, prefer_not or must_not", "prefer");
        flag(spec, "quiet", "log errors only", false);
        text(spec, "reason", "why, free text");
        text(spec, "s", "sibling instance; the same as -d");
        flag(spec, "skip-binlog-search", "look for Pseudo-GTID in relay logs only", false);
        flag(spec, "skip-continuous-registration", "do not register this process in the backend", false);
        flag(spec, "skip-unresolve", "never substitute a virtual host name", false);
        flag(spec, "skip-unresolve-check", "keep the real name when the virtual one does not resolve back", false);
        flag(spec, "stack", "print a stack trace with each logged error", false);
        text(spec, "statement", "statement to inject");
        flag(spec, "strict", "search exhaustively", false);
        text(spec, "tag", "tag expression");
        flag(spec, "verbose", "log from INFO on", false);
        flag(spec, "version", "print version and exit", false);
        return spec;
    }

    private static void text(Map<String, Flag> spec, String name, String description) {
        option(spec, name, description, "");
    }

    private static void option(Map<String, Flag> spec, String name, String description, String defaultValue) {
        spec.put(name, new Flag(name, false, description, defaultValue));
    }

    private static void flag(Map<String, Flag> spec, String name, String description, boolean defaultValue) {
        spec.put(name, new Flag(name, true, description, Boolean.toString(defaultValue)));
    }
}
