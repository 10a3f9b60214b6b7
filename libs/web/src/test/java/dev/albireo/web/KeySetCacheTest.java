package dev.albireo.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWKSet;
import dev.albireo.protocol.EgressPolicy;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.http.HttpServer;
import io.vertx.mutiny.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The cache of key sets")
class KeySetCacheTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static final String KEYS = "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"one\","
            + "\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}]}";
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final KeySetCache.Ages AGES =
            new KeySetCache.Ages(Duration.ofMinutes(10), Duration.ofMinutes(10), Duration.ofMinutes(10), PAUSE, PAUSE);

    private final Vertx vertx = Vertx.vertx();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final AtomicInteger fetches = new AtomicInteger();
    private final ConcurrentLinkedQueue<HttpServerRequest> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger status = new AtomicInteger(200);
    private HttpServer server = vertx.createHttpServer();

    @BeforeEach
    void start() {
        server = vertx.createHttpServer()
                .requestHandler(request -> {
                    fetches.incrementAndGet();
                    if (request.path().equals("/slow")) {
                        waiting.add(request);
                    } else {
                        answer(request);
                    }
                })
                .listenAndAwait(0, "127.0.0.1");
    }

    @AfterEach
    void stop() {
        vertx.closeAndAwait();
    }

    @Test
    void a_hundred_parallel_requests_for_one_set_make_one_fetch() {
        KeySetCache cache = atServer();
        List<CompletableFuture<Optional<JWKSet>>> read = IntStream.range(0, 100)
                .mapToObj(i -> cache.keys(url("/slow")).subscribeAsCompletionStage())
                .toList();
        while (waiting.isEmpty()) {
            Thread.onSpinWait();
        }
        assertThat(read).noneMatch(CompletableFuture::isDone);
        answer(waiting.remove());

        assertThat(read).allSatisfy(set -> assertThat(set.join()).isPresent());
        assertThat(fetches).hasValue(1);
        assertThat(waiting).isEmpty();
    }

    @Test
    void a_failed_fetch_is_remembered_for_a_moment() {
        KeySetCache cache = atServer();
        status.set(503);
        for (int i = 0; i < 20; i++) {
            assertThat(read(cache, url("/"))).isEmpty();
            assertThat(cache.renewed(url("/")).await().atMost(LIMIT)).isEmpty();
        }
        assertThat(fetches).hasValue(1);

        status.set(200);
        pass(PAUSE);
        assertThat(read(cache, url("/"))).isPresent();
    }

    @Test
    void a_missing_key_is_searched_for_once_in_a_while() {
        KeySetCache cache = atServer();
        read(cache, url("/"));
        for (int i = 0; i < 20; i++) {
            assertThat(cache.renewed(url("/")).await().atMost(LIMIT)).isPresent();
        }
        assertThat(fetches).hasValue(2);

        pass(PAUSE);
        cache.renewed(url("/")).await().atMost(LIMIT);
        assertThat(fetches).hasValue(3);
    }

    @Test
    void a_missing_key_is_not_reported_from_keys_that_could_not_be_fetched_again() {
        KeySetCache cache = atServer();
        read(cache, url("/"));
        status.set(503);

        assertThat(cache.renewed(url("/")).await().atMost(LIMIT)).isEmpty();
        assertThat(cache.renewed(url("/")).await().atMost(LIMIT)).isEmpty();
    }

    @Test
    void a_search_for_a_missing_key_waits_for_the_fetch_that_runs() {
        KeySetCache cache = atServer();
        CompletableFuture<Optional<JWKSet>> first = cache.renewed(url("/slow")).subscribeAsCompletionStage();
        CompletableFuture<Optional<JWKSet>> second = cache.renewed(url("/slow")).subscribeAsCompletionStage();
        while (waiting.isEmpty()) {
            Thread.onSpinWait();
        }
        answer(waiting.remove());

        assertThat(first.join()).isPresent();
        assertThat(second.join()).isPresent();
        assertThat(fetches).hasValue(1);
    }

    @Test
    void keys_have_a_maximum_age() {
        KeySetCache cache = atServer();
        read(cache, url("/"));
        status.set(503);
        pass(AGES.maxAge());
        assertThat(read(cache, url("/"))).isEmpty();
    }

    @Test
    void no_more_sets_are_kept_than_the_maximum_and_the_least_recently_used_go_first() {
        KeySetCache cache = cache(uri -> counted(KEYS));
        for (int i = 0; i <= KeySetCache.MAX_ENTRIES; i++) {
            read(cache, "https://client.example/" + i);
        }
        fetches.set(0);
        for (int i = 1; i <= KeySetCache.MAX_ENTRIES; i++) {
            read(cache, "https://client.example/" + i);
        }
        assertThat(fetches).hasValue(0);
        read(cache, "https://client.example/0");
        read(cache, "https://client.example/1");
        assertThat(fetches).hasValue(2);
    }

    @Test
    void nor_more_characters() {
        String large = KEYS + " ".repeat(1_000_000);
        KeySetCache cache = cache(uri -> counted(large));
        for (int i = 0; i < 20; i++) {
            read(cache, "https://client.example/" + i);
        }
        fetches.set(0);
        for (int i = 19; i >= 13; i--) {
            read(cache, "https://client.example/" + i);
        }
        assertThat(fetches).hasValue(0);
        read(cache, "https://client.example/12");
        assertThat(fetches).hasValue(1);
    }

    private void answer(HttpServerRequest request) {
        request.response().setStatusCode(status.get()).endAndForget(KEYS);
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.actualPort() + path;
    }

    private static Optional<JWKSet> read(KeySetCache cache, String uri) {
        return cache.keys(uri).await().atMost(LIMIT);
    }

    private Uni<Optional<String>> counted(String document) {
        fetches.incrementAndGet();
        return Uni.createFrom().item(Optional.of(document));
    }

    private KeySetCache atServer() {
        DocumentFetch fetch = new DocumentFetch(new OutgoingClient(
                new HostAddressResolver(vertx.getDelegate()),
                new EgressPolicy(false, List.of("127.0.0.0/8")),
                new NothingTrusted(),
                vertx.getDelegate()));
        return cache(uri -> fetch.get(URI.create(uri), Duration.ofSeconds(5), 32_768));
    }

    private KeySetCache cache(Function<String, Uni<Optional<String>>> fetch) {
        return new KeySetCache(fetch, AGES, clock());
    }

    private void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }

    private Clock clock() {
        InstantSource source = now::get;
        return source.withZone(ZoneOffset.UTC);
    }
}
