package io.orchestrator.backend.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.orchestrator.backend.target.Row;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.ServerUuid;
import io.orchestrator.domain.instance.GroupReplication;
import org.jspecify.annotations.Nullable;

/** Reads a server's view of its replication group (discovery.md 3.5). */
final class GroupReader {
    private GroupReader() {}

    /**
     * Reads the place of one server.
     *
     * @param rows the members, one a row
     * @param own the server's UUID
     * @return null when the server is no member, or its group has several primaries, which is not supported
     */
    static @Nullable GroupReplication read(List<Row> rows, @Nullable ServerUuid own) {
        if (own == null || rows.stream().anyMatch(row -> !row.isOn("single_primary"))) {
            return null;
        }
        Row self = null;
        var others = new ArrayList<InstanceKey>();
        InstanceKey primary = InstanceKey.NONE;
        for (Row row : rows) {
            var key = new InstanceKey(row.text("member_host"), Math.clamp(row.number("member_port"), 0, 65_535));
            if (row.text("member_role").equals("PRIMARY")) {
                primary = key;
            }
            if (row.text("member_id").toLowerCase(Locale.ROOT).equals(own.value())) {
                self = row;
            } else if (key.isValid()) {
                others.add(key);
            }
        }
        return self == null || self.text("group_name").isEmpty() ? null
                : new GroupReplication(self.text("group_name"), true, self.text("member_state"),
                        self.text("member_role"), others, primary);
    }
}
