package io.orchestrator.app.start;

/** What a bare {@code orchestrator} prints (cli.md 1). */
final class CheatSheet {

    static final String TEXT = """

            orchestrator [-c command] [-i instance.fqdn[:port]] [-d destination.fqdn[:port]] [--verbose|--debug] \
            [cli|http]

            Run the service, web and API on port 3000 unless the configuration says otherwise:
                orchestrator --config=/etc/orchestrator.conf.json http
                orchestrator http

            Run one command:
                orchestrator -c discover -i db1.example.com:3306
                orchestrator -c topology -i db1.example.com:3306
                orchestrator -c relocate -i db3.example.com:3306 -d db2.example.com:3306

            List all commands; explain one; list all flags:
                orchestrator help
                orchestrator help relocate
                orchestrator --help
            """;

    private CheatSheet() {}
}
