package io.orchestrator.app.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;

import io.orchestrator.app.config.key.BackendKeys;
import io.orchestrator.app.config.key.Key;
import io.orchestrator.app.config.key.TopologyKeys;

/** Users and passwords: credentials file first, then the environment (config.md 3 and 4, rules 1 and 2). */
final class CredentialRules {

    private static final int LARGEST_FILE = 64 * 1024;

    /** Greedy and unanchored, as the contract has it: the whole value becomes the variable's content. */
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(.*)\\}");

    private CredentialRules() {}

    static void backend(Draft draft, Surroundings surroundings) {
        fromFile(
                draft, "orchestrator", BackendKeys.MYSQL_ORCHESTRATOR_CREDENTIALS_CONFIG_FILE,
                BackendKeys.MYSQL_ORCHESTRATOR_USER, BackendKeys.MYSQL_ORCHESTRATOR_PASSWORD);
        expand(draft, surroundings, BackendKeys.MYSQL_ORCHESTRATOR_PASSWORD);
    }

    static void topology(Draft draft, Surroundings surroundings) {
        fromFile(
                draft, "topology", TopologyKeys.MYSQL_TOPOLOGY_CREDENTIALS_CONFIG_FILE,
                TopologyKeys.MYSQL_TOPOLOGY_USER, TopologyKeys.MYSQL_TOPOLOGY_PASSWORD);
        expand(draft, surroundings, TopologyKeys.MYSQL_TOPOLOGY_PASSWORD);
    }

    private static void fromFile(
            Draft draft, String whose, Key<String> fileKey, Key<String> userKey, Key<String> passwordKey) {
        var file = draft.get(fileKey);
        if (file.isEmpty()) {
            return;
        }
        String content;
        try (var stream = Files.newInputStream(Path.of(file))) {
            content = new String(stream.readNBytes(LARGEST_FILE), StandardCharsets.UTF_8);
        } catch (IOException | InvalidPathException e) {
            draft.fault("Failed to parse gcfg data from file: open " + file + ": " + reason(e), fileKey);
            return;
        }
        switch (CredentialsFile.parse(content)) {
            case CredentialsFile.Result.Parsed(var user, var password) -> {
                draft.set(userKey, user);
                draft.set(passwordKey, password);
                draft.notice(Notice.debug("Parsed " + whose + " credentials from " + file));
            }
            case CredentialsFile.Result.Malformed(var reason) ->
                    draft.fault("Failed to parse gcfg data from file: " + file + ":" + reason, fileKey);
        }
    }

    private static String reason(Exception e) {
        return switch (e) {
            case NoSuchFileException _ -> "no such file or directory";
            case AccessDeniedException _ -> "permission denied";
            default -> String.valueOf(e.getMessage());
        };
    }

    private static void expand(Draft draft, Surroundings surroundings, Key<String> passwordKey) {
        var matcher = VARIABLE.matcher(draft.get(passwordKey));
        if (!matcher.find()) {
            return;
        }
        var name = matcher.group(1);
        var content = surroundings.variable(name);
        if (content.isEmpty()) {
            draft.notice(Notice.warning(
                    passwordKey.name() + " refers to the environment variable " + name + ", which is not set: the"
                            + " password is empty"));
        }
        draft.set(passwordKey, content.orElse(""));
    }
}
