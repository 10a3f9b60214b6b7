package dev.albireo.devstack;

import static java.util.Objects.requireNonNull;

import dev.albireo.devstack.config.ExtraReplica;
import dev.albireo.devstack.config.SecretsFile;
import dev.albireo.devstack.config.ServiceSettings;
import dev.albireo.devstack.config.ServiceSettings.Listening;
import dev.albireo.devstack.config.ServiceSettings.StackAddresses;
import dev.albireo.devstack.config.StackService;
import dev.albireo.devstack.postgres.LocalPostgres;
import dev.albireo.devstack.process.AotCache;
import dev.albireo.devstack.process.ChildProcess;
import dev.albireo.devstack.process.DataFolder;
import dev.albireo.devstack.process.JavaCommand;
import dev.albireo.devstack.process.Ports;
import dev.albireo.devstack.process.StackException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The processes of the services: created from the options, each with its settings file, stopped together. */
final class ServiceProcesses implements AutoCloseable {
    private static final int EXTRA_PORTS = 8280;
    private static final String HEAP = "160m";
    private static final String SECRET_FILES = "albireo.secrets.directory";

    private final StackOptions options;
    private final DataFolder data;
    private final Ports ports;
    private final LocalPostgres postgres;
    private final ServiceSettings settings;
    private final List<RunningService> processes = new CopyOnWriteArrayList<>();
    private @Nullable AotTraining training;
    private volatile boolean closed;

    ServiceProcesses(
            StackOptions options,
            DataFolder data,
            Ports ports,
            SecretsFile secrets,
            LocalPostgres postgres,
            String kafka,
            int smtpPort,
            URI issuer) {
        this.options = options;
        this.data = data;
        this.ports = ports;
        this.postgres = postgres;
        this.settings = new ServiceSettings(
                secrets,
                new StackAddresses(
                        issuer,
                        inside(StackService.OAUTH),
                        inside(StackService.CREDENTIALS),
                        inside(StackService.WEBHOOKS),
                        kafka,
                        smtpPort));
        services()
                .forEach(service -> processes.add(
                        process(new ExtraReplica(service.id(), service, Map.of(), true), claim(service))));
        options.extraInstances().forEach(this::add);
    }

    private Stream<StackService> services() {
        return Arrays.stream(StackService.values())
                .filter(service -> !options.without().contains(service));
    }

    private URI inside(StackService service) {
        return URI.create("http://127.0.0.1:" + (service.port() + options.portOffset()));
    }

    private Listening claim(StackService service) {
        return new Listening(
                ports.claim(service.port() + options.portOffset(), service.id()),
                ports.claim(service.managementPort() + options.portOffset(), service.id() + " management"));
    }

    /** Adds one more process, with its own ports, or those of its service if it has the name of that; does not start it. */
    RunningService add(ExtraReplica instance) {
        StackService service = instance.service();
        RunningService added = process(instance, instance.name().equals(service.id()) ? claim(service) : claimExtra());
        processes.add(added);
        return added;
    }

    private Listening claimExtra() {
        int port = ports.firstFree(EXTRA_PORTS + options.portOffset());
        return new Listening(port, ports.firstFree(port + 1));
    }

    private RunningService process(ExtraReplica instance, Listening listening) {
        AotCache cache = cache(instance);
        return process(instance, listening, List.of(), cache::use);
    }

    /**
     * @param prefix of the command
     * @param jvm options of the JVM for each start
     */
    private RunningService process(
            ExtraReplica instance, Listening listening, List<String> prefix, Supplier<String[]> jvm) {
        StackService service = instance.service();
        Map<String, String> overrides = new TreeMap<>(options.settings().getOrDefault(service, Map.of()));
        overrides.putAll(instance.settings());
        Path file = data.writeSecret(
                "config/" + instance.name() + ".properties",
                ServiceSettings.text(settings.of(service, listening, postgres.database(service.id()), overrides)));
        Supplier<List<String>> command = () -> Stream.concat(
                        prefix.stream(),
                        java()
                                .with(jvm.get())
                                .with(secretFiles(overrides))
                                .with(
                                        "-Dquarkus.config.locations=" + file.toUri(),
                                        "-jar",
                                        jar(instance).toString())
                                .words()
                                .stream())
                .toList();
        return new RunningService(
                instance, listening, new ChildProcess(instance.name(), command, data), options.startLimit());
    }

    private JavaCommand java() {
        return new JavaCommand(HEAP).with(options.jvm().toArray(String[]::new));
    }

    private AotCache cache(ExtraReplica instance) {
        return AotCache.of(requireNonNull(jar(instance).getParent()), java());
    }

    /**
     * Writes the caches of the JVM that the services do not have yet, one after the other, for the next start of each.
     *
     * @param prefix of the commands
     */
    void trainCaches(List<String> prefix) {
        services()
                .map(service -> new ExtraReplica(service.id() + "-training", service, Map.of(), false))
                .filter(instance -> !cache(instance).exists())
                .forEach(instance -> train(instance, prefix));
    }

    private void train(ExtraReplica instance, List<String> prefix) {
        AotTraining begun = begin(instance, cache(instance), prefix);
        if (!closed && !begun.run() && !closed) {
            throw new StackException("the JVM wrote no ahead-of-time cache; see " + data.log(instance.name()));
        }
    }

    private synchronized AotTraining begin(ExtraReplica instance, AotCache cache, List<String> prefix) {
        training = new AotTraining(process(instance, claimExtra(), prefix, cache::train), cache);
        return training;
    }

    /** The directory of secrets is read before files of settings. */
    private static String[] secretFiles(Map<String, String> overrides) {
        return Stream.ofNullable(overrides.get(SECRET_FILES))
                .map(directory -> "-D" + SECRET_FILES + "=" + directory)
                .toArray(String[]::new);
    }

    private Path jar(ExtraReplica instance) {
        Path jar = instance.checkout()
                .orElse(options.checkout())
                .resolve("services/" + instance.service().id() + "/target/quarkus-app/quarkus-run.jar");
        if (Files.notExists(jar)) {
            throw new StackException("missing " + jar + "; build it first: mvn -Dquick -DskipTests package");
        }
        return jar;
    }

    Stream<RunningService> all() {
        return processes.stream();
    }

    RunningService named(String name) {
        return all().filter(process -> process.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown process: " + name));
    }

    /** Ends all processes concurrently. */
    @Override
    public void close() {
        closed = true;
        endTraining();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            processes.forEach(process -> executor.execute(process::close));
        }
    }

    private synchronized void endTraining() {
        if (training != null) {
            training.close();
        }
    }
}
