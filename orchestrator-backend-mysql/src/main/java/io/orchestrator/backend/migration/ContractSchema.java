package io.orchestrator.backend.migration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The tables of the reference, version line 3.2.6, as the resource files under {@code db/contract} define them; one file
 * per section of backend-schema.md 4.
 *
 * <p>A file holds lines of the form
 *
 * <pre>
 * table NAME
 *     COLUMN  TYPE [utf8]  auto | [not] null [default now | NUMBER | 'TEXT']
 *     primary (COLUMNS)
 *     index | unique NAME (COLUMNS) [sqlite NAME]
 * </pre>
 */
public final class ContractSchema {

    private static final List<String> FILES = List.of("4.1-deployment", "4.2-nodes", "4.3-topology", "4.4-clusters",
            "4.5-names", "4.6-intent", "4.7-detection", "4.8-recovery", "4.9-audit", "4.10-agents", "4.11-unused");

    private final List<TableDefinition> tables;

    ContractSchema(List<TableDefinition> tables) {
        this.tables = List.copyOf(tables);
    }

    /** Reads the definition that is packed with this class. */
    public static ContractSchema load() {
        var tables = new ArrayList<TableDefinition>();
        for (var file : FILES) {
            tables.addAll(DefinitionParser.parse(file, read("/db/contract/" + file + ".txt")));
        }
        return new ContractSchema(tables);
    }

    List<TableDefinition> tables() {
        return tables;
    }

    /** The names of all contract tables, in the order of the definition. */
    public List<String> tableNames() {
        return tables.stream().map(TableDefinition::name).toList();
    }

    private static String read(String resource) {
        try (var in = ContractSchema.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks the resource " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the resource " + resource, e);
        }
    }
}
