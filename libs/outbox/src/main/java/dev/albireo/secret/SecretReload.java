package dev.albireo.secret;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.SmallRyeConfig;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/**
 * Reads the files of secrets every {@link SecretFilesConfig#poll()} on a worker thread, and puts changed ones to use. Values that cannot be
 * used change nothing: the ones before them stay in use, an error is logged once, and {@code albireo.secrets.refused} is 1 until the files
 * can be used.
 */
@Singleton
class SecretReload {
    private static final Logger LOG = Logger.getLogger(SecretReload.class);

    private final List<SecretFiles> sources;
    private final SecretSettings settings;
    private final MeterRegistry meters;
    private final Counter applied;
    private final Counter refused;
    private final AtomicReference<String> refusal = new AtomicReference<>("");

    SecretReload(Config config, SecretSettings settings, MeterRegistry meters) {
        this.sources = StreamSupport.stream(
                        config.unwrap(SmallRyeConfig.class)
                                .getConfigSources(SecretFiles.class)
                                .spliterator(),
                        false)
                .map(SecretFiles.class::cast)
                .toList();
        this.settings = settings;
        this.meters = meters;
        this.applied = meters.counter("albireo.secrets.reloads", "outcome", "applied");
        this.refused = meters.counter("albireo.secrets.reloads", "outcome", "refused");
    }

    void start(@Observes StartupEvent started, SecretFilesConfig config, Vertx vertx) {
        Gauge.builder("albireo.secrets.refused", refusal, last -> last.get().isEmpty() ? 0 : 1)
                .description("Whether the files of secrets cannot be used, so that earlier values stay in use")
                .register(meters);
        if (!sources.isEmpty()) {
            vertx.setPeriodic(
                    config.poll().toMillis(),
                    tick -> vertx.executeBlocking(() -> {
                        reload();
                        return null;
                    }));
        }
    }

    /** Puts changed files to use. */
    void reload() {
        sources.forEach(this::reload);
    }

    private void reload(SecretFiles source) {
        Map<String, String> before = source.values();
        try {
            Map<String, String> now = source.read();
            if (!now.equals(before)) {
                source.use(now);
                settings.reload();
                applied.increment();
                LOG.infof("secrets reloaded settings=%s", changed(before, now));
            }
            refusal.set("");
        } catch (RuntimeException e) {
            source.use(before);
            refuse(String.valueOf(e.getMessage()));
        }
    }

    private void refuse(String why) {
        if (!why.equals(refusal.getAndSet(why))) {
            refused.increment();
            LOG.errorf("secrets not reloaded, the earlier ones stay in use cause=%s", why);
        }
    }

    private static TreeSet<String> changed(Map<String, String> before, Map<String, String> now) {
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(now.keySet());
        names.removeIf(name -> Objects.equals(before.get(name), now.get(name)));
        return names;
    }
}
