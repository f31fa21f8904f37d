package io.orchestrator.app.config.key;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One key of the configuration file: the contract's facts about it and nothing about its present value (config.md 7).
 *
 * @param <T> type of its value
 * @param name spelling in the file; matched there whatever its capitals
 * @param type what the file may hold
 * @param defaultValue value when no file names the key
 * @param reload what a reload of the files does to it
 * @param secrecy whether its value may be shown
 * @param restricts whether it holds back detection, promotion or recovery: ignoring it would do what the operator
 * forbade
 */
public record Key<T>(
        String name, KeyType<T> type, T defaultValue, Reload reload, Secrecy secrecy, boolean restricts) {

    /** Whether and when a changed value takes effect without a restart (config.md 5). */
    public enum Reload {
        /** At the next use. */
        LIVE,
        /** In part; the rest at the next start. */
        PARTLY,
        /** At the next start. */
        RESTART,
        /** Never: the contract has the key, nothing reads it. */
        UNUSED
    }

    /** Whether a value may appear in a dump, a log line or a message (config.md 6). */
    public enum Secrecy {
        /** May be shown everywhere. */
        OPEN,
        /** Shown in a dump, never in a message: may embed a password. */
        MAY_HOLD_SECRETS,
        /** Never shown. */
        SECRET
    }

    public Key {
        Objects.requireNonNull(type);
        Objects.requireNonNull(defaultValue);
        if (name.isBlank()) {
            throw new IllegalArgumentException("a configuration key needs a name");
        }
    }

    /** Whether the running product already honours this key; see {@link LiveKeys}. */
    public boolean live() {
        return LiveKeys.contains(name);
    }

    /** What a reload does to it in this release, which may be less than {@link #reload} promises; see {@link StartKeys}. */
    public Reload reloadHere() {
        return StartKeys.contains(name) ? Reload.RESTART : reload;
    }

    /** The value as a message may show it: quoted, or only said to be set when it may hold a secret. */
    public String shown(Object value) {
        return switch (secrecy) {
            case OPEN -> value instanceof String text ? '"' + text + '"' : value.toString();
            case MAY_HOLD_SECRETS, SECRET -> "(not shown)";
        };
    }

    @Override
    public String toString() {
        return name;
    }

    static Key<Boolean> flag(String name, boolean defaultValue) {
        return of(name, new KeyType.Flag(), defaultValue);
    }

    static Key<String> text(String name, String defaultValue) {
        return of(name, new KeyType.Text(), defaultValue);
    }

    /** An integer of 0 or more. */
    static Key<Long> unsigned(String name, long defaultValue) {
        return of(name, new KeyType.Whole("uint", 0, Long.MAX_VALUE), defaultValue);
    }

    static Key<Long> whole(String name, long defaultValue) {
        return of(name, new KeyType.Whole("int", Long.MIN_VALUE, Long.MAX_VALUE), defaultValue);
    }

    /** A signed integer of 32 bits. */
    static Key<Long> small(String name, long defaultValue) {
        return of(name, new KeyType.Whole("int32", Integer.MIN_VALUE, Integer.MAX_VALUE), defaultValue);
    }

    static Key<Double> real(String name, double defaultValue) {
        return of(name, new KeyType.Real(), defaultValue);
    }

    static Key<List<String>> list(String name, String... defaultValue) {
        return of(name, new KeyType.TextList(), List.of(defaultValue));
    }

    static Key<Map<String, String>> map(String name) {
        return of(name, new KeyType.TextMap(), Map.of());
    }

    private static <T> Key<T> of(String name, KeyType<T> type, T defaultValue) {
        return new Key<>(name, type, defaultValue, Reload.LIVE, Secrecy.OPEN, false);
    }

    Key<T> partly() {
        return new Key<>(name, type, defaultValue, Reload.PARTLY, secrecy, restricts);
    }

    Key<T> restart() {
        return new Key<>(name, type, defaultValue, Reload.RESTART, secrecy, restricts);
    }

    Key<T> unused() {
        return new Key<>(name, type, defaultValue, Reload.UNUSED, secrecy, restricts);
    }

    Key<T> secret() {
        return new Key<>(name, type, defaultValue, reload, Secrecy.SECRET, restricts);
    }

    Key<T> mayHoldSecrets() {
        return new Key<>(name, type, defaultValue, reload, Secrecy.MAY_HOLD_SECRETS, restricts);
    }

    Key<T> restricting() {
        return new Key<>(name, type, defaultValue, reload, secrecy, true);
    }
}
