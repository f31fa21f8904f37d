package io.orchestrator.app.wiring;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.orchestrator.app.config.Configuration;
import io.orchestrator.app.config.ConfigurationLoader;
import io.orchestrator.app.config.Fault;
import io.orchestrator.app.config.Notice;
import io.orchestrator.app.config.ReloadOutcome;
import io.orchestrator.http.api.ConfigurationReload;
import io.orchestrator.ports.engine.Tuning;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The configuration in effect: read at the moment of use, replaced as a whole when it is read again. */
final class LiveConfiguration implements ConfigurationReload, Supplier<Tuning> {
    private static final Logger LOG = LoggerFactory.getLogger(LiveConfiguration.class);

    private final ConfigurationLoader loader;
    private final List<Function<Configuration, Runnable>> takers = new CopyOnWriteArrayList<>();
    private volatile Consumer<String> audit = _ -> {};
    private volatile Configuration current;
    private volatile Tuning tuning;

    /** The configuration that the process started with. */
    LiveConfiguration(ConfigurationLoader loader, Configuration initial) {
        this.loader = loader;
        this.current = initial;
        this.tuning = EngineMapping.tuning(initial);
    }

    /**
     * Whoever takes settings from the configuration, told of each later one.
     *
     * @param taker makes its settings of a configuration, or throws {@link UnsupportedSettingException} if it cannot, and answers what puts
     *        them into effect; that is run only once all takers can
     */
    void taking(Function<Configuration, Runnable> taker) {
        takers.add(taker);
    }

    /** Told of each time that the configuration is read again, and by what. */
    void auditedBy(Consumer<String> newAudit) {
        audit = newAudit;
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
        reload(file, "Triggered via API");
    }

    /** As {@link #reload}, for somebody who is not answered. */
    void reloadOnSignal() {
        try {
            reload("", "Triggered via SIGHUP");
        } catch (RuntimeException e) {
            LOG.error("the configuration could not be read again, the one in effect stays: {}",
                    String.valueOf(e.getMessage()));
        }
    }

    private synchronized void reload(String file, String trigger) {
        audit.accept(trigger);
        ReloadOutcome outcome = file.isEmpty() ? loader.reload(current) : loader.reload(current, Path.of(file));
        switch (outcome) {
            case ReloadOutcome.Reloaded reloaded -> {
                Configuration read = reloaded.configuration();
                Tuning next = EngineMapping.tuning(read);
                List<Runnable> prepared = takers.stream().map(taker -> taker.apply(read)).toList();
                current = read;
                tuning = next;
                prepared.forEach(Runnable::run);
                reloaded.notices().forEach(LiveConfiguration::log);
                LOG.info("configuration read again; changed: {}; in effect only after a restart: {}",
                        reloaded.changed(), reloaded.needRestart());
            }
            case ReloadOutcome.Rejected rejected -> throw new UnsupportedSettingException(
                    rejected.faults().stream().map(Fault::toString).collect(Collectors.joining("; ")));
        }
    }

    private static void log(Notice notice) {
        switch (notice.severity()) {
            case DEBUG -> LOG.debug("{}", notice.text());
            case INFO -> LOG.info("{}", notice.text());
            case WARNING -> LOG.warn("{}", notice.text());
        }
    }
}
