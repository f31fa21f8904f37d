package io.orchestrator.app.cli;

/**
 * Flags that concern one command, as given; empty or false when not given (cli.md 2). Which command needs which is the
 * command's business.
 *
 * @param alias cluster alias or exact cluster name
 * @param binlog binary or relay log file, or {@code file:pos}
 * @param destination of {@code -d}, or of its synonym {@code -s}: {@code host[:port]}
 * @param duration {@code 30s}, {@code 10m}, {@code 2h}, {@code 1d}, {@code 1w}
 * @param hostname host name or virtual name
 * @param instance of {@code -i}; may hold several, separated by blanks or commas
 * @param owner of the operation; empty means the user of the operating system
 * @param pattern filter, regular expression or search text
 * @param pool pool name
 * @param promotionRule {@code prefer}, {@code neutral}, {@code prefer_not} or {@code must_not}
 * @param reason free text
 * @param skipBinlogSearch look only in relay logs
 * @param skipUnresolve never substitute a virtual host name
 * @param skipUnresolveCheck keep the real name when the virtual one does not resolve back
 * @param statement to inject
 * @param strict exhaustive search
 * @param tag tag expression
 */
public record CommandOptions(
        String alias, String binlog, String destination, String duration, String hostname, String instance,
        String owner,
        String pattern, String pool, String promotionRule, String reason, boolean skipBinlogSearch,
        boolean skipUnresolve,
        boolean skipUnresolveCheck, String statement, boolean strict, String tag) {}
