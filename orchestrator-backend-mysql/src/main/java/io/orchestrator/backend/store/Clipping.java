package io.orchestrator.backend.store;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.orchestrator.domain.gtid.GtidSet;
import io.orchestrator.domain.gtid.MySqlGtidSet;
import io.orchestrator.domain.identity.InstanceKey;
import org.jooq.Field;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes values fit the columns of the contract, which a strict backend refuses together with the whole batch otherwise
 * (backend-schema.md 7, M8; discovery.md P-23). The snapshot beside the row keeps them whole. Of each column of each server it is told
 * once.
 */
final class Clipping {
    private static final Logger LOG = LoggerFactory.getLogger(Clipping.class);
    private static final int SHOWN = 60;

    private final Map<InstanceKey, Set<String>> told = new ConcurrentHashMap<>();

    /** The same for the columns of one server. */
    Of of(InstanceKey key) {
        return new Of(this, key);
    }

    void forget(InstanceKey key) {
        told.remove(key);
    }

    private void tell(InstanceKey key, Field<?> column, Object value, String how) {
        if (told.computeIfAbsent(key, _ -> ConcurrentHashMap.newKeySet()).add(column.getName())) {
            var text = String.valueOf(value);
            LOG.warn("{} of {} does not fit its column in database_instance and is stored {}: {}", column.getName(),
                    key.display(), how, text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...");
        }
    }

    /**
     * Values of one server.
     *
     * @param all what was told
     * @param key the server
     */
    record Of(Clipping all, InstanceKey key) {
        /** Text for a column of limited width that admits ASCII only. */
        String ascii(Field<?> column, String value, int width) {
            var stored = ContractText.ascii(value, width);
            if (stored.length() < value.length()) {
                all.tell(key, column, value, "cut to " + width + " characters");
            } else if (!stored.equals(value)) {
                all.tell(key, column, value, "with ? in place of what is not ASCII");
            }
            return stored;
        }

        /** A number for a column that ends at a highest one; negative ones are 0. */
        long number(Field<?> column, long value, long highest) {
            if (value > highest) {
                all.tell(key, column, value, "as " + highest);
            }
            return Math.clamp(value, 0, highest);
        }

        /** The reference knows MySQL's sets only and takes what is here for one. */
        String gtid(Field<?> column, GtidSet set) {
            if (!(set instanceof MySqlGtidSet mysql)) {
                return "";
            }
            var text = mysql.text();
            var stored = ContractText.gtid(text);
            if (stored.length() < text.length()) {
                all.tell(key, column, text, "up to an interval within 65535 characters");
            }
            return stored;
        }

        /** As many of these keys as the column holds. */
        String json(Field<?> column, Collection<InstanceKey> keys) {
            var stored = ContractText.json(keys);
            if (stored.length() <= ContractText.TEXT_BYTES) {
                return stored;
            }
            all.tell(key, column, keys.size() + " servers", "as far as it holds them");
            return stored.substring(0, stored.lastIndexOf("},", ContractText.TEXT_BYTES - 2) + 1) + "]";
        }
    }
}
