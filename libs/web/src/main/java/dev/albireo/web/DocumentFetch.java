package dev.albireo.web;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Reads a small document from a configured URL with {@link OutgoingClient}. A document that is too long or too slow is not read to its end.
 * Concurrent requests for the same document share one call.
 */
@Singleton
public class DocumentFetch {
    private static final Logger LOG = Logger.getLogger(DocumentFetch.class);
    private static final int OK = 200;

    private final OutgoingClient client;
    private final SingleFlight<FetchRequest, Optional<String>> calls = new SingleFlight<>();

    private record FetchRequest(URI source, String types, Map<String, String> headers, int maxBytes) {
        private Map<String, String> allHeaders() {
            Map<String, String> all = new LinkedHashMap<>(headers);
            all.put("Accept", types);
            return all;
        }
    }

    DocumentFetch(OutgoingClient client) {
        this.client = client;
    }

    /**
     * Returns the document; empty on any failure. Never fails.
     *
     * @param timeout timeout of the whole call, from the host lookup to the last byte
     */
    public Uni<Optional<String>> get(URI source, Duration timeout, int mostBytes) {
        return get(source, "application/jwk-set+json, application/json", timeout, mostBytes);
    }

    /** As above, for one of these media types. */
    public Uni<Optional<String>> get(URI source, String types, Duration timeout, int mostBytes) {
        return get(source, types, Map.of(), timeout, mostBytes);
    }

    /** As above, with further headers. */
    public Uni<Optional<String>> get(
            URI source, String types, Map<String, String> headers, Duration timeout, int mostBytes) {
        FetchRequest wanted = new FetchRequest(source, types, headers, mostBytes);
        return calls.join(wanted, () -> read(wanted, timeout));
    }

    private Uni<Optional<String>> read(FetchRequest wanted, Duration timeout) {
        return client.call(
                        HttpMethod.GET,
                        wanted.source(),
                        wanted.allHeaders(),
                        timeout,
                        request -> body(request, wanted.maxBytes()))
                .map(Optional::of)
                .onFailure()
                .invoke(failure -> LOG.infof(
                        "outgoing document not fetched host=%s cause=%s",
                        wanted.source().getHost(), failure))
                .onFailure()
                .recoverWithItem(Optional.empty());
    }

    private static Uni<String> body(HttpClientRequest request, int mostBytes) {
        return Uni.createFrom()
                .<HttpClientResponse>emitter(emitter -> request.send().onComplete(emitter::complete, emitter::fail))
                .chain(response -> text(response, mostBytes));
    }

    private static Uni<String> text(HttpClientResponse response, int mostBytes) {
        return Uni.createFrom().emitter(emitter -> {
            if (response.statusCode() != OK) {
                emitter.fail(new IllegalStateException("status " + response.statusCode()));
                return;
            }
            Buffer read = Buffer.buffer();
            response.exceptionHandler(emitter::fail);
            response.handler(chunk -> {
                if (read.length() + chunk.length() > mostBytes) {
                    emitter.fail(new IllegalStateException("more than " + mostBytes + " bytes"));
                } else {
                    read.appendBuffer(chunk);
                }
            });
            response.endHandler(end -> emitter.complete(read.toString(StandardCharsets.UTF_8)));
        });
    }
}
