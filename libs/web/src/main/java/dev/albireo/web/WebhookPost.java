package dev.albireo.web;

import dev.albireo.web.OutgoingClient.FilteredException;
import dev.albireo.web.PostOutcome.Filtered;
import dev.albireo.web.PostOutcome.Responded;
import dev.albireo.web.PostOutcome.TimedOut;
import dev.albireo.web.PostOutcome.Unreachable;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Posts to a configured URL with {@link OutgoingClient}. The body of the response is not read. */
@Singleton
public class WebhookPost {
    private static final String CONTENT_TYPE = "Content-Type";

    private final OutgoingClient client;

    WebhookPost(OutgoingClient client) {
        this.client = client;
    }

    /**
     * Sends the body once, as JSON unless a header declares another type. Never fails.
     *
     * @param timeout timeout of the whole call, from the host lookup to the status of the response
     */
    public Uni<PostOutcome> send(URI endpoint, Map<String, String> headers, String body, Duration timeout) {
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.put(CONTENT_TYPE, "application/json");
        all.putAll(headers);
        return client.call(HttpMethod.POST, endpoint, all, timeout, request -> status(request, body))
                .onFailure(FilteredException.class)
                .recoverWithItem(new Filtered())
                .onFailure(TimeoutException.class)
                .recoverWithItem(new TimedOut())
                .onFailure()
                .recoverWithItem(new Unreachable());
    }

    /** Completes with the status; the rest of the response ends with the connection, however long it would take. */
    private static Uni<PostOutcome> status(HttpClientRequest request, String body) {
        return Uni.createFrom()
                .emitter(emitter -> request.send(body)
                        .onComplete(
                                response -> {
                                    response.exceptionHandler(failure -> {});
                                    emitter.complete(new Responded(
                                            response.statusCode(),
                                            Optional.ofNullable(response.getHeader("Retry-After"))));
                                },
                                emitter::fail));
    }
}
