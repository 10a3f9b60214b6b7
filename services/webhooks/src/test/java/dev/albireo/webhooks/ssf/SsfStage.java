package dev.albireo.webhooks.ssf;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.albireo.events.Event;
import dev.albireo.outbox.ReceivedMessage;
import dev.albireo.testkit.FixedClock;
import dev.albireo.webhooks.Await;
import dev.albireo.webhooks.TestTokens;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.text.ParseException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.awaitility.Awaitility;

/** A receiver of events as a client of the transmitter's API, and the facts that arrive. */
@ApplicationScoped
class SsfStage {
    static final String CLIENT = "receiver";

    private final SecurityEvents events;
    private final SetDelivery delivery;
    private final TestTokens tokens;
    private final FixedClock clock;
    private final Pool db;

    SsfStage(SecurityEvents events, SetDelivery delivery, TestTokens tokens, FixedClock clock, Pool db) {
        this.events = events;
        this.delivery = delivery;
        this.tokens = tokens;
        this.clock = clock;
        this.db = db;
    }

    /** Deletes all streams and what is known of accounts; leaves the keys. */
    void clear() {
        Await.on(() -> db.query("TRUNCATE ssf_stream, ssf_removed_subject, ssf_delivery, ssf_account")
                .execute());
    }

    RequestSpecification receiver() {
        return tokens.byReceiver(CLIENT, "ssf.manage");
    }

    RequestSpecification reader() {
        return tokens.byReceiver(CLIENT, "ssf.read");
    }

    /** Creates a stream and returns its configuration. */
    JsonNode create(String delivery, SsfEventType... requested) {
        Response response = receiver().body(stream(delivery, requested)).post("/ssf/streams");
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(201);
        return json(response.asString());
    }

    static String stream(String delivery, SsfEventType... requested) {
        List<String> uris = List.of(requested).stream()
                .map(type -> "\"" + type.uri() + "\"")
                .toList();
        return "{\"description\": \"a receiver\", \"events_requested\": " + uris + ", \"delivery\": " + delivery + "}";
    }

    static String push(String url, String authorization) {
        return "{\"method\": \"urn:ietf:rfc:8935\", \"endpoint_url\": \"" + url + "\""
                + (authorization.isEmpty() ? "" : ", \"authorization_header\": \"" + authorization + "\"") + "}";
    }

    static String poll() {
        return "{\"method\": \"urn:ietf:rfc:8936\"}";
    }

    ReceivedMessage hear(Event event) {
        ReceivedMessage message = new ReceivedMessage(UUID.randomUUID().toString(), clock.instant(), event);
        hear(message);
        return message;
    }

    void hear(ReceivedMessage message) {
        Await.on(() -> events.add(List.of(message)));
    }

    /** Polls and returns the tokens by {@code jti}; {@code more} are further members of the request. */
    JsonNode poll(JsonNode stream, String more) {
        Response response = reader().body("{\"returnImmediately\": true" + more + "}")
                .post(stream.at("/delivery/endpoint_url").asText().replaceFirst("^https?://[^/]*", ""));
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return json(response.asString());
    }

    /** Waits until no push is in progress, and none is due that may be made. */
    void settled() {
        Awaitility.await()
                .until(() -> Await.on(() -> db.preparedQuery("""
                        SELECT NOT EXISTS (
                            SELECT 1 FROM ssf_delivery d JOIN ssf_stream s ON s.key = d.stream
                             WHERE d.state = 'due' AND s.url IS NOT NULL AND (d.claimed_until > $1
                                OR (d.next_attempt_at <= $1 AND (s.status = 'enabled' OR d.control)
                                    AND coalesce(s.blocked_until <= $1, true)))) AS idle
                        """)
                        .execute(Tuple.of(clock.instant().atOffset(ZoneOffset.UTC)))
                        .map(rows -> rows.iterator().next().getBoolean("idle"))));
    }

    void later(Duration time) {
        clock.advance(time);
        Await.on(delivery::due);
        settled();
    }

    List<String> queued() {
        return Await.on(() -> db.query("SELECT state, type FROM ssf_delivery ORDER BY position")
                .execute()
                .map(rows -> rows.stream()
                        .map(row -> row.getString("state") + " "
                                + row.getString("type").replaceFirst(".*/", ""))
                        .toList()));
    }

    long count(String table) {
        return Await.on(() -> db.query("SELECT count(*) AS number FROM " + table)
                .execute()
                .map(rows -> rows.iterator().next().getLong("number")));
    }

    /** Verifies a token with the published keys, as a receiver does with a library, and returns its claims. */
    static Map<String, Object> verified(String token) {
        try {
            JWKSet keys = JWKSet.parse(given().get("/ssf/jwks").asString());
            SignedJWT jwt = SignedJWT.parse(token);
            assertThat(jwt.getHeader().getAlgorithm().getName()).isEqualTo("RS256");
            assertThat(jwt.getHeader().getType().getType()).isEqualTo("secevent+jwt");
            assertThat(jwt.verify(new RSASSAVerifier(
                            keys.getKeyByKeyId(jwt.getHeader().getKeyID()).toRSAKey())))
                    .isTrue();
            Map<String, Object> claims = jwt.getJWTClaimsSet().getClaims();
            assertThat(claims)
                    .containsKeys("iss", "aud", "iat", "jti", "txn", "sub_id", "events")
                    .doesNotContainKeys("sub", "exp");
            return claims;
        } catch (ParseException | JOSEException e) {
            throw new AssertionError(token, e);
        }
    }

    /** Returns the only event of a token. */
    static Map<?, ?> content(Map<String, Object> claims, SsfEventType type) {
        Map<?, ?> events = (Map<?, ?>) Objects.requireNonNull(claims.get("events"));
        assertThat(events).hasSize(1);
        return (Map<?, ?>) Objects.requireNonNull(events.get(type.uri()), type.uri());
    }

    static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }
}
