package dev.albireo.credentials.password;

import dev.albireo.protocol.Sha1;
import dev.albireo.web.DocumentFetch;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Looks a password up in a service in the form of the range API of Pwned Passwords, if one is configured ({@link RangeServiceConfig}). The
 * service learns five hexadecimal digits of the SHA-1, and by padding not even how many passwords it answered with.
 */
@Singleton
@Startup
class BreachedPasswords {
    private static final int PREFIX = 5;
    private static final int MAX_BYTES = 262_144;
    private static final Map<String, String> HEADERS = Map.of("Add-Padding", "true", "User-Agent", "Albireo");

    private final RangeServiceConfig config;
    private final DocumentFetch fetch;
    private final Counter found;
    private final Counter unknown;
    private final Counter unavailable;

    BreachedPasswords(RangeServiceConfig config, DocumentFetch fetch, MeterRegistry meters) {
        this.config = config;
        this.fetch = fetch;
        this.found = meters.counter("albireo.password.range.requests", "result", "found");
        this.unknown = meters.counter("albireo.password.range.requests", "result", "unknown");
        this.unavailable = meters.counter("albireo.password.range.requests", "result", "unavailable");
    }

    /** Returns whether the service knows this password; false if there is none, or it does not answer in time. Never fails. */
    Uni<Boolean> contain(NewPassword password) {
        return config.url()
                .map(url -> lookUp(url, Sha1.hex(password.text())))
                .orElseGet(() -> Uni.createFrom().item(false));
    }

    private Uni<Boolean> lookUp(URI url, String hash) {
        URI range = URI.create(url.toString().replaceFirst("/$", "") + "/" + hash.substring(0, PREFIX));
        return fetch.get(range, "text/plain", HEADERS, config.timeout(), MAX_BYTES)
                .invoke(answer -> count(answer, hash, url))
                .map(answer -> answer.filter(lines -> lists(lines, hash)).isPresent());
    }

    private void count(Optional<String> answer, String hash, URI url) {
        if (answer.isEmpty()) {
            unavailable.increment();
            Log.warnf("password range service unavailable, password accepted unchecked host=%s", url.getHost());
        } else if (lists(answer.get(), hash)) {
            found.increment();
        } else {
            unknown.increment();
        }
    }

    /** Whether a line has the rest of the hash and a count; padding has the count 0. */
    private static boolean lists(String lines, String hash) {
        String rest = hash.substring(PREFIX) + ":";
        return lines.lines()
                .map(line -> line.strip().toUpperCase(Locale.ROOT))
                .anyMatch(line -> line.startsWith(rest) && !line.equals(rest + "0"));
    }
}
