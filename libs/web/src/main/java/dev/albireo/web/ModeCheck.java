package dev.albireo.web;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Refuses to start where what is meant for one's own machine could be reached from elsewhere; says which setting to change. */
@Singleton
class ModeCheck {
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "::1", "0:0:0:0:0:0:0:1");
    private final WebConfig config;
    private final String host;

    ModeCheck(WebConfig config, @ConfigProperty(name = "quarkus.http.host") String host) {
        this.config = config;
        this.host = host;
    }

    void check(@Observes StartupEvent starting) {
        List<String> wrong = wrong(config.development(), config.internal().requireActor(), config.secure(), host);
        if (!wrong.isEmpty()) {
            throw new IllegalStateException(String.join("; ", wrong));
        }
    }

    /** One line for each setting that must not be as it is. */
    static List<String> wrong(boolean development, boolean requireActor, boolean secure, String host) {
        List<String> lines = new ArrayList<>();
        if (development && secure) {
            lines.add("albireo.development must be false where albireo.issuer is https");
        }
        if (development && !LOOPBACK.contains(host)) {
            lines.add("albireo.development must be false where quarkus.http.host is not a loopback address");
        }
        if (!development && !requireActor) {
            lines.add("albireo.internal.require-actor may be false only where albireo.development is true");
        }
        return lines;
    }
}
