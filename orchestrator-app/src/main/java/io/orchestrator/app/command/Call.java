package io.orchestrator.app.command;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import io.orchestrator.app.cli.CommandOptions;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.topology.FleetInstance;
import io.orchestrator.domain.topology.Selections;
import io.orchestrator.domain.topology.Topology;
import io.orchestrator.ports.driving.FleetPicture;
import io.orchestrator.ports.driving.NameCommands;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of one command, for one instance or none: resolves what was given (cli.md 8, with the wanted behaviour of 14), waits for
 * answers, prints.
 */
final class Call {
    private static final Logger LOG = LoggerFactory.getLogger(Call.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final CommandOptions options;
    private final String token;
    private final Product product;
    private final CommandSettings settings;
    private final Consumer<String> out;
    private @Nullable FleetPicture picture;

    /**
     * @param options of the whole command line
     * @param token the instance of this run as written; empty when none was
     * @param out takes lines of the result
     */
    Call(CommandOptions options, String token, Product product, CommandSettings settings, Consumer<String> out) {
        this.options = options;
        this.token = token;
        this.product = product;
        this.settings = settings;
        this.out = out;
    }

    CommandOptions options() {
        return options;
    }

    Product product() {
        return product;
    }

    CommandSettings settings() {
        return settings;
    }

    void print(String line) {
        out.accept(line);
    }

    void print(InstanceKey key) {
        out.accept(key.display());
    }

    /** One {@code host:port} a line. */
    void print(List<FleetInstance> instances) {
        instances.forEach(instance -> print(instance.key()));
    }

    /** The answer to a question, waited for. */
    <T> T ask(CompletionStage<T> stage) {
        return ask(stage, PATIENCE);
    }

    /** As {@link #ask(CompletionStage)}, for what takes its time. */
    <T> T ask(CompletionStage<T> stage, Duration patience) {
        try {
            return stage.toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted while waiting for the backend", e);
        } catch (TimeoutException e) {
            throw new CommandFailure("no answer within " + patience.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new CommandFailure(String.valueOf(cause.getMessage()), cause);
        }
    }

    /** The fleet as stored, read once. */
    FleetPicture picture() {
        FleetPicture known = picture;
        if (known == null) {
            known = ask(product.useCases().fleet().picture());
            picture = known;
        }
        return known;
    }

    /** The instance of {@code -i} as written, with its port; empty when none was given. */
    Optional<InstanceKey> given() {
        if (token.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(read(token));
        } catch (IllegalArgumentException e) {
            // the contract takes the local server here, which may be somebody else's
            throw new CommandFailure("Cannot deduce instance: " + token, e);
        }
    }

    /** Of what a bare address may mean the known server. */
    private InstanceKey read(String text) {
        List<InstanceKey> readings = InstanceKey.readings(text, settings.defaultPort());
        return readings.size() == 1 ? readings.getFirst() : Selections.meant(picture().fleet(), readings);
    }

    private InstanceKey local() {
        return new InstanceKey(settings.hostname(), settings.defaultPort());
    }

    /**
     * The instance that is meant: {@code -i}, resolved, then completed where one known server fits; the local one when none is given.
     */
    InstanceKey key() {
        return given().map(given -> resolvable(completed(given))).orElseGet(this::local);
    }

    /** As {@link #key}, resolved and not completed: for a server that need not be known. */
    InstanceKey resolvedKey() {
        return given().map(given -> resolvable(ask(product.useCases().names().resolve(given))))
                .orElseGet(this::local);
    }

    /** {@code -i} as written, which must be given; completed and not resolved. */
    InstanceKey requiredKey() {
        return given().map(given -> Selections.completed(picture().fleet(), given))
                .orElseThrow(() -> new CommandFailure("Cannot deduce instance: " + token));
    }

    /** A known server is meant also under a name that leads nowhere any more. */
    private NameCommands.Resolved completed(InstanceKey given) {
        NameCommands.Resolved resolved = ask(product.useCases().names().resolve(given));
        InstanceKey key = Selections.completed(picture().fleet(), resolved.key());
        return picture().fleet().find(key).isPresent() ? new NameCommands.Resolved(key, "")
                : new NameCommands.Resolved(key, resolved.failure());
    }

    private InstanceKey resolvable(NameCommands.Resolved resolved) {
        if (!resolved.failure().isEmpty()) {
            throw new CommandFailure("Cannot deduce instance: " + token + ": " + resolved.failure());
        }
        return resolved.key();
    }

    /** The known instance that is meant. */
    FleetInstance instance() {
        InstanceKey key = key();
        return picture().fleet()
                .find(key)
                .orElseThrow(() -> new CommandFailure("Instance not found: " + key));
    }

    /** The destination, completed; empty when none was given or what was given is no instance. */
    Optional<InstanceKey> destination() {
        String text = options.destination();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            NameCommands.Resolved resolved = completed(read(text));
            return resolved.failure().isEmpty() ? Optional.of(resolved.key()) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** The destination as messages show it: with its port. */
    String destinationText() {
        String text = options.destination();
        return text.isEmpty() || text.contains(":") ? text : text + ":" + settings.defaultPort();
    }

    /** The cluster that is meant: by {@code -alias}, else that of the instance (cli.md 8.3); its absence is logged. */
    Optional<Topology> cluster() {
        Optional<Topology> found = named().or(this::ofInstance);
        if (found.isEmpty()) {
            LOG.error("Unable to determine cluster name. clusterHint={}", options.alias());
        }
        return found;
    }

    /** The cluster of {@code -alias}; empty when none was given or none is known by it. */
    Optional<Topology> named() {
        String alias = options.alias();
        if (alias.isEmpty()) {
            return Optional.empty();
        }
        List<Topology> all = List.copyOf(picture().fleet().clusters().values());
        return all.stream()
                .filter(cluster -> cluster.name().value().equals(alias))
                .findFirst()
                .or(() -> all.stream().filter(cluster -> cluster.alias().equals(alias)).findFirst());
    }

    private Optional<Topology> ofInstance() {
        return picture().fleet().clusterOf(key());
    }

    /** Who does this: {@code -owner}, else the user who runs the command. */
    String owner() {
        if (!options.owner().isEmpty()) {
            return options.owner();
        }
        if (settings.user().isEmpty()) {
            throw new CommandFailure("Cannot tell who runs this command: give --owner");
        }
        return settings.user();
    }

    /** {@code -reason}, which this command needs. */
    String reason(String otherwise) {
        if (options.reason().isEmpty()) {
            throw new CommandFailure(otherwise);
        }
        return options.reason();
    }

    /** {@code -pattern}, which this command needs. */
    String pattern() {
        if (options.pattern().isEmpty()) {
            throw new CommandFailure("No pattern given");
        }
        return options.pattern();
    }

    /** {@code -pattern}, which this command needs and takes for a regular expression. */
    Pattern patternAsRegex() {
        String text = pattern();
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new CommandFailure("--pattern '" + text + "' is no regular expression: " + e.getDescription(), e);
        }
    }
}
