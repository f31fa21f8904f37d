package io.orchestrator.backend.target;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;

import com.mysql.cj.CacheAdapter;
import com.mysql.cj.CacheAdapterFactory;
import org.jspecify.annotations.Nullable;

/**
 * Session variables of servers that do not let the driver ask for them, which it does with each new connection. For the servers named
 * here the driver finds in its cache what it would have read; it then sends nothing before our first statement. The driver makes an
 * object of this class by its name, hence public and with what it knows in one place for all.
 */
public final class AssumedVariables implements CacheAdapterFactory<String, Map<String, String>> {
    /** What the driver compares with the version in the handshake before it trusts its cache. */
    private static final String VERSION = "server_version_string";
    private static final Map<String, String> VARIABLES = Map.ofEntries(Map.entry("auto_increment_increment", "1"),
            Map.entry("character_set_client", "utf8mb4"), Map.entry("character_set_connection", "utf8mb4"),
            Map.entry("character_set_results", "utf8mb4"), Map.entry("character_set_server", "utf8mb4"),
            Map.entry("collation_server", "utf8mb4_general_ci"),
            Map.entry("collation_connection", "utf8mb4_general_ci"), Map.entry("init_connect", ""),
            Map.entry("interactive_timeout", "28800"), Map.entry("license", "GPL"),
            Map.entry("lower_case_table_names", "0"), Map.entry("max_allowed_packet", "16777216"),
            Map.entry("net_write_timeout", "60"), Map.entry("performance_schema", "0"),
            Map.entry("sql_mode", "STRICT_TRANS_TABLES"), Map.entry("system_time_zone", "UTC"),
            Map.entry("time_zone", "SYSTEM"), Map.entry("transaction_isolation", "REPEATABLE-READ"),
            Map.entry("wait_timeout", "28800"));
    private static final ConcurrentHashMap<String, String> VERSIONS = new ConcurrentHashMap<>();

    /** For the driver. */
    public AssumedVariables() {}

    /** From now on nothing is asked of the server at this address while it is of that version. */
    static void assume(String url, String version) {
        VERSIONS.put(url, version);
    }

    static void forget(String url) {
        VERSIONS.remove(url);
    }

    static boolean isAssumed(String url) {
        return VERSIONS.containsKey(url);
    }

    @Override
    public CacheAdapter<String, Map<String, String>> getInstance(Lock lock, String url, int maxSize, int maxKeySize) {
        return new Cache();
    }

    private static final class Cache implements CacheAdapter<String, Map<String, String>> {
        @Override
        public @Nullable Map<String, String> get(String url) {
            String version = VERSIONS.get(url);
            if (version == null) {
                return null;
            }
            Map<String, String> known = new HashMap<>(VARIABLES);
            known.put(VERSION, version);
            return known;
        }

        @Override
        public void put(String url, Map<String, String> read) {
            // A server that answered need not be assumed anything of.
        }

        @Override
        public void invalidate(String url) {
            VERSIONS.remove(url);
        }

        @Override
        public void invalidateAll(Set<String> urls) {
            urls.forEach(VERSIONS::remove);
        }

        @Override
        public void invalidateAll() {
            VERSIONS.clear();
        }
    }
}
