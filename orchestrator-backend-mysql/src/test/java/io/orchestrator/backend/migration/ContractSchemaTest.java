package io.orchestrator.backend.migration;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ContractSchemaTest {

    /** The figures at the head of backend-schema.md. */
    @Test
    void definesAsManyTablesColumnsAndIndexesAsTheContract() {
        var tables = ContractSchema.load().tables();

        assertThat(tables).hasSize(47);
        assertThat(tables.stream().mapToInt(table -> table.columns().size()).sum()).isEqualTo(353);
        assertThat(tables.stream().mapToInt(table -> table.indexes().size()).sum()).isEqualTo(75);
        assertThat(tables.stream().flatMap(table -> table.indexes().stream()).filter(IndexDefinition::unique))
                .hasSize(9);
    }

    @Test
    void readsEveryFormOfAColumn() {
        var table = DefinitionParser.parse("file", """
                table t
                    id    bigint unsigned    auto
                    a     varchar(128) utf8  not null default ''
                    b     timestamp          null default now
                    c     enum('x','y')      not null default 'x'
                    primary (id)
                    unique u (a, b) sqlite u_t
                """).getFirst();

        assertThat(table.columns()).containsExactly(
                new ColumnDefinition("id", "bigint unsigned", false, true, false, null),
                new ColumnDefinition("a", "varchar(128)", true, false, false, "''"),
                new ColumnDefinition("b", "timestamp", false, false, true, "now"),
                new ColumnDefinition("c", "enum('x','y')", false, false, false, "'x'"));
        assertThat(table.indexes()).containsExactly(new IndexDefinition("u", "u_t", true, List.of("a", "b")));
    }

    @Test
    void namesTheFileAndTheLineThatItCannotRead() {
        assertThatThrownBy(() -> DefinitionParser.parse("4.2-nodes", "table t\n  a varchar(3) maybe"))
                .hasMessage("4.2-nodes: cannot read the line 'a varchar(3) maybe'");
    }
}
