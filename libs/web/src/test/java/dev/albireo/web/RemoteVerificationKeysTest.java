package dev.albireo.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWKSet;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.http.HttpServer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Keys fetched from oauth have a maximum age")
class RemoteVerificationKeysTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static final String ONE = "{\"keys\":[" + key("one") + "]}";
    private static final String TWO = "{\"keys\":[" + key("one") + "," + key("two") + "]}";

    private final Vertx vertx = Vertx.vertx();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final AtomicReference<String> jwks = new AtomicReference<>(TWO);
    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer server = vertx.createHttpServer();
    private RemoteVerificationKeys keys = atPort(1);

    @BeforeEach
    void start() {
        server = vertx.createHttpServer()
                .requestHandler(request -> {
                    asked.incrementAndGet();
                    String body = jwks.get();
                    request.response().setStatusCode(body.isEmpty() ? 503 : 200).endAndForget(body);
                })
                .listenAndAwait(0, "127.0.0.1");
        keys = atPort(server.actualPort());
    }

    @AfterEach
    void stop() {
        vertx.closeAndAwait();
    }

    @Test
    void a_key_that_is_published_no_more_is_refused_within_seconds() {
        assertThat(known("two")).isTrue();
        jwks.set(ONE);

        pass(RemoteVerificationKeys.AGES.refreshAfter().minusMillis(1));
        assertThat(known("two")).isTrue();
        pass(Duration.ofMillis(1));
        assertThat(known("two")).isFalse();
        assertThat(known("one")).isTrue();
    }

    @Test
    void they_are_not_fetched_for_every_token() {
        for (int i = 0; i < 20; i++) {
            known("two");
        }

        assertThat(asked).hasValue(1);
    }

    @Test
    void while_oauth_is_down_the_last_keys_are_good_for_five_minutes() {
        known("two");
        jwks.set("");

        pass(RemoteVerificationKeys.AGES.maxAge().minusMillis(1));
        assertThat(known("two")).isTrue();
        assertThat(known("two")).isTrue();
        assertThat(asked).as("an unavailable server is requested rarely").hasValue(2);
        pass(Duration.ofMillis(1));
        assertThatThrownBy(() -> known("two")).isInstanceOf(ProblemRefusal.class);
    }

    @Test
    void an_unknown_key_id_leads_to_one_question_a_second() {
        jwks.set(ONE);
        known("one");
        jwks.set(TWO);

        assertThat(refreshed("two")).isTrue();
        assertThat(refreshed("three")).isFalse();
        assertThat(asked).hasValue(2);
        pass(RemoteVerificationKeys.AGES.refetchInterval());
        assertThat(refreshed("three")).isFalse();
        assertThat(asked).hasValue(3);
    }

    private RemoteVerificationKeys atPort(int port) {
        OutgoingClient client = OutgoingClient.ofServices(
                new HostAddressResolver(vertx.getDelegate()), new NothingTrusted(), vertx.getDelegate());
        return new RemoteVerificationKeys(new DocumentFetch(client), "http://127.0.0.1:" + port + "/", clock());
    }

    private boolean known(String kid) {
        return has(keys.keys().await().atMost(LIMIT), kid);
    }

    private boolean refreshed(String kid) {
        return has(keys.refreshed().await().atMost(LIMIT), kid);
    }

    private static boolean has(JWKSet set, String kid) {
        return set.getKeyByKeyId(kid) != null;
    }

    private void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now.get();
            }
        };
    }

    private static String key(String kid) {
        return "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"" + kid
                + "\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}";
    }
}
