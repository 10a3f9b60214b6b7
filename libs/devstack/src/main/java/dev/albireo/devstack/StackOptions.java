package dev.albireo.devstack;

import dev.albireo.devstack.config.ExtraReplica;
import dev.albireo.devstack.config.SettingsFile;
import dev.albireo.devstack.config.StackService;
import dev.albireo.devstack.kafka.TlsListener;
import dev.albireo.devstack.process.StackException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The options of a stack. Two stacks can run concurrently if both data folder and port offset differ.
 *
 * @param checkout the root of the sources, whose modules are built
 * @param data the folder of databases, topics, secrets and logs; a new folder starts a new system
 * @param portOffset the number added to every port
 * @param settings settings for each service, which override those of the launcher
 * @param extraInstances additional processes of some services
 * @param without services that are not started
 * @param startLimit the time limit for one service, or the broker, to become ready
 * @param jvm options for the JVMs of the services, which override those of the launcher
 * @param kafkaTls a second listener of the broker, with TLS
 */
public record StackOptions(
        Path checkout,
        Path data,
        int portOffset,
        Map<StackService, Map<String, String>> settings,
        List<ExtraReplica> extraInstances,
        Set<StackService> without,
        Duration startLimit,
        List<String> jvm,
        Optional<TlsListener> kafkaTls) {
    /** Ten times the start time of a service on two busy cores, so that only a service that hangs exceeds it. */
    private static final Duration START_LIMIT = Duration.ofMinutes(10);

    private static final int MAX_REPLICAS = 8;

    public StackOptions {
        settings = Map.copyOf(settings);
        extraInstances = List.copyOf(extraInstances);
        without = Set.copyOf(without);
        jvm = List.copyOf(jvm);
    }

    /** Returns the stack of {@code make run}: data in {@code .data}, the ports of {@code docs/interfaces.md}. */
    public static StackOptions of(Path checkout) {
        return new StackOptions(
                checkout,
                checkout.resolve(".data"),
                0,
                Map.of(),
                List.of(),
                Set.of(),
                START_LIMIT,
                List.of(),
                Optional.empty());
    }

    public StackOptions withData(Path folder) {
        return new StackOptions(
                checkout, folder, portOffset, settings, extraInstances, without, startLimit, jvm, kafkaTls);
    }

    public StackOptions withPortOffset(int offset) {
        return new StackOptions(checkout, data, offset, settings, extraInstances, without, startLimit, jvm, kafkaTls);
    }

    /** Sets {@code key} for every process of the service, unless its {@link ExtraReplica} overrides it. */
    public StackOptions withSetting(StackService service, String key, String value) {
        Map<StackService, Map<String, String>> all = new EnumMap<>(StackService.class);
        all.putAll(settings);
        Map<String, String> own = new TreeMap<>(all.getOrDefault(service, Map.of()));
        own.put(key, value);
        all.put(service, Map.copyOf(own));
        return new StackOptions(checkout, data, portOffset, all, extraInstances, without, startLimit, jvm, kafkaTls);
    }

    /** Adds the settings of a file to those of each service; values of the file override existing ones. */
    public StackOptions withSettings(SettingsFile file) {
        StackOptions result = this;
        for (StackService service : StackService.values()) {
            for (Map.Entry<String, String> setting : file.of(service).entrySet()) {
                result = result.withSetting(service, setting.getKey(), setting.getValue());
            }
        }
        return result;
    }

    public StackOptions withInstance(ExtraReplica instance) {
        List<ExtraReplica> all = new ArrayList<>(extraInstances);
        all.add(instance);
        return new StackOptions(checkout, data, portOffset, settings, all, without, startLimit, jvm, kafkaTls);
    }

    /**
     * Adds processes until the service has {@code count}; the edge balances requests between those that are ready.
     *
     * @throws StackException unless the count is from 1 to 8, for which the connections of the database suffice
     */
    public StackOptions withReplicas(StackService service, int count) {
        if (count < 1 || count > MAX_REPLICAS) {
            throw new StackException(
                    "the number of processes of " + service.id() + " must be from 1 to " + MAX_REPLICAS);
        }
        StackOptions result = this;
        for (int number = 2; number <= count; number++) {
            result = result.withInstance(new ExtraReplica(service.id() + "-" + number, service, Map.of(), true));
        }
        return result;
    }

    public StackOptions without(StackService service) {
        Set<StackService> all = EnumSet.of(service);
        all.addAll(without);
        return new StackOptions(checkout, data, portOffset, settings, extraInstances, all, startLimit, jvm, kafkaTls);
    }

    public StackOptions withStartLimit(Duration limit) {
        return new StackOptions(checkout, data, portOffset, settings, extraInstances, without, limit, jvm, kafkaTls);
    }

    public StackOptions withJvm(String... options) {
        return new StackOptions(
                checkout, data, portOffset, settings, extraInstances, without, startLimit, List.of(options), kafkaTls);
    }

    /** Adds a listener with TLS to the broker; the services use it if their settings say so. */
    public StackOptions withKafkaTls(TlsListener listener) {
        return new StackOptions(
                checkout, data, portOffset, settings, extraInstances, without, startLimit, jvm, Optional.of(listener));
    }
}
