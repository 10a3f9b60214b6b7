package dev.albireo.devstack;

import dev.albireo.devstack.config.ExtraReplica;
import dev.albireo.devstack.config.SecretsFile;
import dev.albireo.devstack.config.StackService;
import dev.albireo.devstack.demo.DemoApplication;
import dev.albireo.devstack.demo.DemoUsers;
import dev.albireo.devstack.edge.Edge;
import dev.albireo.devstack.kafka.LocalKafka;
import dev.albireo.devstack.mail.Mailbox;
import dev.albireo.devstack.postgres.Database;
import dev.albireo.devstack.postgres.LocalPostgres;
import dev.albireo.devstack.process.DataFolder;
import dev.albireo.devstack.process.Memory;
import dev.albireo.devstack.process.OrphanedProcesses;
import dev.albireo.devstack.process.Parallel;
import dev.albireo.devstack.process.Ports;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The whole system on this machine: PostgreSQL, Kafka, the services and the edge. {@link #close()} ends all of it, also after a start
 * that failed half-way; so does the end of this JVM.
 *
 * <pre>{@code
 * try (Stack stack = Stack.start(StackOptions.of(checkout).withData(folder).withPortOffset(1000))) {
 *     stack.service("credentials").kill();
 * }
 * }</pre>
 */
public final class Stack implements AutoCloseable {
    private static final int EDGE_PORT = 9090;
    private static final int POSTGRES_PORT = 15_432;
    private static final int KAFKA_PORT = 19_092;
    private static final int SMTP_PORT = 12_525;
    private static final int MAILBOX_PORT = 8025;
    private static final Path NICE = Path.of("/usr/bin/nice");

    private final StackOptions options;
    private final Consumer<String> progress;
    private final DataFolder data;
    private final int edgePort;
    private final LocalPostgres postgres;
    private final LocalKafka kafka;
    private final Mailbox mailbox;
    private final ServiceProcesses fleet;
    private final DemoApplication demo;
    private final Edge edge;
    private final Thread closer = new Thread(this::shutDown, "stack-closer");
    private volatile boolean closed;

    private Stack(StackOptions options, Consumer<String> progress, DataFolder data) {
        this.options = options;
        this.progress = progress;
        this.data = data;
        Ports ports = new Ports(options.portOffset());
        this.edgePort = ports.claim(EDGE_PORT + options.portOffset(), "edge");
        SecretsFile secrets = SecretsFile.of(data);
        int postgresPort = ports.firstFree(POSTGRES_PORT + options.portOffset());
        this.postgres = new LocalPostgres(
                data,
                options.checkout().resolve(".data/bin"),
                postgresPort,
                secrets.password("database.postgres"),
                databases(secrets, postgresPort));
        int kafkaPort = ports.firstFree(KAFKA_PORT + options.portOffset());
        Path libraries = options.checkout().resolve("libs/devstack/target/lib");
        this.kafka = new LocalKafka(
                data, libraries, kafkaPort, ports.firstFree(kafkaPort + 1), options.startLimit(), options.kafkaTls());
        this.demo = new DemoApplication(edgeUri(), data);
        this.edge = new Edge(edgePort, List.of(demo));
        this.mailbox = new Mailbox(
                ports.firstFree(SMTP_PORT + options.portOffset()),
                ports.firstFree(MAILBOX_PORT + options.portOffset()));
        this.fleet = new ServiceProcesses(
                options, data, ports, secrets, postgres, kafka.bootstrapServers(), mailbox.smtpPort(), edgeUri());
    }

    private static List<Database> databases(SecretsFile secrets, int port) {
        return Arrays.stream(StackService.values())
                .map(service -> new Database(service.id(), port, secrets.password("database." + service.id())))
                .toList();
    }

    /** Starts a stack and returns when every part of it is ready. */
    public static Stack start(StackOptions options) {
        return start(options, line -> {});
    }

    /**
     * Starts a stack and returns when every part of it is ready.
     *
     * @param progress receives messages about the start, line by line
     */
    public static Stack start(StackOptions options, Consumer<String> progress) {
        DataFolder data = DataFolder.open(options.data());
        try {
            new OrphanedProcesses(data).end();
            Stack stack = new Stack(options, progress, data);
            stack.startAll();
            return stack;
        } catch (RuntimeException e) {
            data.close();
            throw e;
        }
    }

    private void startAll() {
        Runtime.getRuntime().addShutdownHook(closer);
        try {
            mailbox.start();
            new Parallel(2, progress).run(steps("postgres", postgres::start, "kafka", kafka::start));
            new Parallel(2, progress).run(serviceSteps());
            fleet.all().filter(service -> service.instance().balanced()).forEach(this::putBehindEdge);
            edge.start();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private SequencedMap<String, Runnable> steps(String first, Runnable one, String second, Runnable other) {
        SequencedMap<String, Runnable> steps = new LinkedHashMap<>();
        steps.put(first, reported(first, one));
        steps.put(second, reported(second, other));
        return steps;
    }

    private SequencedMap<String, Runnable> serviceSteps() {
        SequencedMap<String, Runnable> steps = new LinkedHashMap<>();
        fleet.all().forEach(service -> steps.put(service.name(), reported(service.name(), service::start)));
        return steps;
    }

    private Runnable reported(String name, Runnable step) {
        return () -> {
            long begin = System.nanoTime();
            step.run();
            progress.accept("%-12s ready after %.1f s".formatted(name, (System.nanoTime() - begin) / 1e9));
        };
    }

    private void putBehindEdge(RunningService service) {
        edge.add(service.instance().service(), service.uri(), service.readiness());
    }

    /**
     * Starts one more process of a service and returns when it is ready. One with the name of a service that the stack was started without
     * has the ports of that service.
     */
    public RunningService startInstance(ExtraReplica instance) {
        RunningService added = fleet.add(instance);
        added.start();
        if (instance.balanced()) {
            putBehindEdge(added);
        }
        return added;
    }

    /**
     * Has the JVM record the start of each service whose build it has not recorded yet, in one more process of the service, so that later
     * starts need less than half the processor time; returns after some minutes at most, or when the stack is closed.
     */
    public void trainCaches() {
        fleet.trainCaches(List.of());
    }

    /** Does the same at the lowest priority, so that it takes nothing from who uses the system. */
    public void trainCachesAside() {
        fleet.trainCaches(Files.isExecutable(NICE) ? List.of(NICE.toString(), "-n", "19") : List.of());
    }

    /** Returns the process of that name: a service's own, as {@code credentials}, or an extra one, as {@code oauth-2}. */
    public RunningService service(String name) {
        return fleet.named(name);
    }

    /** Returns every process of every service, in the order of their start. */
    public List<RunningService> services() {
        return fleet.all().toList();
    }

    public LocalPostgres postgres() {
        return postgres;
    }

    public LocalKafka kafka() {
        return kafka;
    }

    /** Returns the mails that the services sent. */
    public Mailbox mailbox() {
        return mailbox;
    }

    /** Returns the public address, which is the issuer too. */
    public URI edgeUri() {
        return URI.create("http://localhost:" + edgePort);
    }

    /** Returns the admin API, on 127.0.0.1 only. */
    public URI adminUri() {
        return serviceUri(StackService.ADMIN.id());
    }

    /** Returns the address of the process of that name. */
    public URI serviceUri(String name) {
        return service(name).uri();
    }

    /** Returns the address of health and metrics of the process of that name. */
    public URI managementUri(String name) {
        return service(name).managementUri();
    }

    /** Returns the folder with one log for each process. */
    public Path logs() {
        return data.resolve("log");
    }

    /** Returns the demo, which creates its users and its client on request. */
    public DemoSetup demo() {
        return new DemoSetup(demo, new DemoUsers(adminUri()));
    }

    /** Returns whether the stack is closed or closing. */
    public boolean isClosed() {
        return closed;
    }

    public StackOptions options() {
        return options;
    }

    /** Returns the memory that all processes currently occupy, in bytes. */
    public long residentBytes() {
        List<Long> pids = Stream.concat(
                        Stream.of(kafka.pid(), postgres.pid()), fleet.all().map(RunningService::pid))
                .toList();
        return Memory.residentBytes(pids);
    }

    /** Ends edge, services, mailbox, broker and database, in this order. A second call has no effect. */
    @Override
    public void close() {
        shutDown();
        forgetCloser();
    }

    private synchronized void shutDown() {
        if (!closed) {
            closed = true;
            endEach(edge::close, fleet::close, mailbox::close, kafka::close, postgres::close, data::close);
        }
    }

    /** A part that cannot be ended must not prevent the end of the others. */
    private void endEach(Runnable... parts) {
        for (Runnable part : parts) {
            try {
                part.run();
            } catch (RuntimeException e) {
                progress.accept("while stopping: " + e.getMessage());
            }
        }
    }

    private void forgetCloser() {
        try {
            Runtime.getRuntime().removeShutdownHook(closer);
        } catch (IllegalStateException alreadyEnding) {
            // the shutdown hook is running this method
            return;
        }
    }
}
