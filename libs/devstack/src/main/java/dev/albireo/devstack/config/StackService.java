package dev.albireo.devstack.config;

import java.util.Arrays;
import java.util.Locale;

/** The four services, in the order in which they are started, with the ports of {@code docs/interfaces.md}. */
public enum StackService {
    OAUTH(8080, 8180),
    CREDENTIALS(8081, 8181),
    ADMIN(9091, 9191),
    WEBHOOKS(8082, 8182);

    private final int port;
    private final int managementPort;

    StackService(int port, int managementPort) {
        this.port = port;
        this.managementPort = managementPort;
    }

    /** Returns the service of that id. */
    public static StackService of(String id) {
        return Arrays.stream(values())
                .filter(service -> service.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown service: " + id));
    }

    /** Returns the name of the service: folder, database, event source, Kafka client. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the port for an offset of zero. */
    public int port() {
        return port;
    }

    /** Returns the port of health and metrics. */
    public int managementPort() {
        return managementPort;
    }
}
