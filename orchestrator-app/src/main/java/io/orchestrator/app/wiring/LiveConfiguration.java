package io.orchestrator.app.wiring;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.orchestrator.app.config.Configuration;
import io.orchestrator.app.config.ConfigurationLoader;
import io.orchestrator.app.config.Fault;
import io.orchestrator.app.config.ReloadOutcome;
import io.orchestrator.http.api.ConfigurationReload;
import io.orchestrator.ports.engine.Tuning;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The configuration in effect: read at the moment of use, replaced as a whole when it is read again. */
final class LiveConfiguration implements ConfigurationReload, Supplier<Tuning> {
    private static final Logger LOG = LoggerFactory.getLogger(LiveConfiguration.class);

    private final ConfigurationLoader loader;
    private final List<Consumer<Configuration>> listeners;
    private volatile Configuration current;
    private volatile Tuning tuning;

    /**
     * The configuration that the process started with.
     *
     * @param listeners told of each later one
     */
    LiveConfiguration(ConfigurationLoader loader, Configuration initial, List<Consumer<Configuration>> listeners) {
        this.loader = loader;
        this.current = initial;
        this.tuning = EngineMapping.tuning(initial);
        this.listeners = List.copyOf(listeners);
    }

    Configuration current() {
        return current;
    }

    @Override
    public Tuning get() {
        return tuning;
    }

    @Override
    public void reload(String file) {
        ReloadOutcome outcome = file.isEmpty() ? loader.reload(current) : loader.reload(current, Path.of(file));
        switch (outcome) {
            case ReloadOutcome.Reloaded reloaded -> {
                Tuning next = EngineMapping.tuning(reloaded.configuration());
                current = reloaded.configuration();
                tuning = next;
                listeners.forEach(listener -> listener.accept(reloaded.configuration()));
                LOG.info("configuration read again; changed: {}; in effect only after a restart: {}",
                        reloaded.changed(),
                        reloaded.needRestart());
            }
            case ReloadOutcome.Rejected rejected -> throw new UnsupportedSettingException(
                    rejected.faults().stream().map(Fault::toString).collect(Collectors.joining("; ")));
        }
    }
}
