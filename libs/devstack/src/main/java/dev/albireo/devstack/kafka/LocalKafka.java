package dev.albireo.devstack.kafka;

import dev.albireo.devstack.process.ChildProcess;
import dev.albireo.devstack.process.DataFolder;
import dev.albireo.devstack.process.JavaCommand;
import dev.albireo.devstack.process.Machine;
import dev.albireo.devstack.process.Poll;
import dev.albireo.devstack.process.Ports;
import dev.albireo.devstack.process.StackException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** One broker on loopback. Stopping and starting it keeps its port and its data. */
public final class LocalKafka implements AutoCloseable {
    /** The log of a broker would otherwise be the largest file of the stack. */
    private static final String[] LOGGING = {
        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "-Dorg.slf4j.simpleLogger.showDateTime=true"
    };

    private final BrokerConfig config;
    private final Path configFile;
    private final String classPath;
    private final DataFolder data;
    private final ChildProcess broker;
    private final Duration startLimit;

    /**
     * Creates a broker that is not started yet.
     *
     * @param libraries the folder that holds the broker's jars
     * @param startLimit the time limit for the broker to listen, and for the topics to exist
     * @param tls a further listener
     */
    public LocalKafka(
            DataFolder data,
            Path libraries,
            int port,
            int controllerPort,
            Duration startLimit,
            Optional<TlsListener> tls) {
        this.startLimit = startLimit;
        this.data = data;
        this.config = new BrokerConfig(port, controllerPort, data.resolve("kafka"), tls);
        this.configFile = data.resolve("config/kafka.properties");
        this.classPath = libraries.resolve("*").toString();
        this.broker = new ChildProcess(
                "kafka", java("128m").with("kafka.Kafka", configFile.toString()).words(), data);
    }

    private JavaCommand java(String heap) {
        return new JavaCommand(heap).with(LOGGING).with("-cp", classPath);
    }

    /** Starts the broker and returns when the topics exist. */
    public void start() {
        writeConfig();
        if (Files.notExists(config.folder().resolve("meta.properties"))) {
            format();
        }
        broker.start();
        if (!Poll.until(startLimit, this::isListeningOrDead)) {
            throw new StackException("kafka did not listen within " + startLimit.toSeconds() + " s (" + Machine.load()
                    + "); allow more: make run START_LIMIT="
                    + startLimit.multipliedBy(2).toSeconds() + "; see " + log());
        }
        new Topics(bootstrapServers()).ensure(startLimit, this::requireAlive);
    }

    private boolean isListeningOrDead() {
        requireAlive();
        return Ports.accepts(config.port());
    }

    private void requireAlive() {
        if (!broker.isAlive()) {
            throw new StackException(
                    "kafka ended while starting; " + broker.log() + " ends with:\n" + broker.lastLines(15));
        }
    }

    private void writeConfig() {
        try {
            Files.writeString(configFile, config.text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void format() {
        ChildProcess tool = new ChildProcess(
                "kafka-format",
                java("64m")
                        .with("kafka.tools.StorageTool", "format", "--cluster-id", BrokerConfig.CLUSTER_ID)
                        .with("--config", configFile.toString())
                        .words(),
                data);
        tool.start();
        tool.join();
        if (Files.notExists(config.folder().resolve("meta.properties"))) {
            throw new StackException("kafka's data folder could not be formatted:\n" + tool.lastLines(15));
        }
    }

    /** Stops the broker gracefully; {@link #start()} restarts it with its data. */
    public void stop() {
        broker.stop();
    }

    /** Ends the broker at once, as a crash would. */
    public void kill() {
        broker.kill();
    }

    public boolean isAlive() {
        return broker.isAlive();
    }

    public long pid() {
        return broker.pid();
    }

    /** Returns the {@code bootstrap.servers} for clients. */
    public String bootstrapServers() {
        return "127.0.0.1:" + config.port();
    }

    public Path log() {
        return broker.log();
    }

    /** Stops the broker; rejects any later start. */
    @Override
    public void close() {
        broker.close();
    }
}
