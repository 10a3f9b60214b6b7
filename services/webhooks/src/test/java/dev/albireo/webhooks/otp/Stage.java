package dev.albireo.webhooks.otp;

import static java.time.ZoneOffset.UTC;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.albireo.events.AuthConfigEvent.AuthConfigChanged;
import dev.albireo.events.AuthConfigState;
import dev.albireo.events.AuthConfigState.Theme;
import dev.albireo.events.Event;
import dev.albireo.events.OtpDeliveryRequested;
import dev.albireo.protocol.JweKey;
import dev.albireo.testkit.FixedClock;
import dev.albireo.web.IdGenerator;
import dev.albireo.webhooks.Await;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The events of {@code credentials} in tests, and the published results. */
@Singleton
class Stage {
    static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    static final String BODY =
            "{\"user\":{\"resourceType\":\"User\",\"id\":\"my-user\",\"twoFactor\":{}},\"token\":\"012345\"}";
    static final Duration LIFE = Duration.ofMinutes(5);

    private static final String TOLD = "SELECT payload FROM outbox WHERE type LIKE '%Otp%' AND key = $1 ORDER BY id";
    private static final String IDLE = """
            SELECT NOT EXISTS (SELECT 1 FROM otp_delivery
                                WHERE state = 'due' AND (claimed_until > $1 OR next_attempt_at <= $1)) AS idle
            """;
    private static final String STATE = "SELECT state, sealed, attempts FROM otp_delivery WHERE request_id = $1";

    private final OtpConsumer hear;
    private final Pool db;
    private final IdGenerator ids;
    private final FixedClock clock;
    private final JweKey key;

    Stage(
            OtpConsumer hear,
            Pool db,
            IdGenerator ids,
            FixedClock clock,
            @ConfigProperty(name = "albireo.keys.delivery") String deliveryKey) {
        this.hear = hear;
        this.db = db;
        this.ids = ids;
        this.clock = clock;
        this.key = JweKey.ofBase64(deliveryKey);
    }

    /** The state of the row. */
    record Row(String state, boolean erased, int attempts) {}

    /** Returns a request for a code that goes to this AuthConfig. */
    OtpDeliveryRequested request(String config, int version) {
        return new OtpDeliveryRequested(
                "req-" + ids.next(),
                "subject-" + ids.next(),
                config,
                version,
                key.encrypt(BODY, "otp+jwe"),
                clock.instant().plus(LIFE),
                clock.instant());
    }

    AuthConfigChanged config(String id, int version, String url, int timeoutMillis) {
        String encrypted = key.encrypt(
                "{\"headers\":{\"Authorization\":\"Basic abc\",\"X-Test\":\"1\"},\"secret\":\"" + SECRET + "\"}",
                "webhook+jwe");
        AuthConfigState.Webhook webhook = new AuthConfigState.Webhook(url, timeoutMillis, encrypted);
        return new AuthConfigChanged(
                new AuthConfigState(id, version, false, clock.instant(), new Theme(null, null, null, null), webhook),
                clock.instant());
    }

    String newConfig() {
        return "config-" + ids.next();
    }

    void hear(Event event) {
        Await.on(() -> hear.apply(event));
    }

    /** Returns the results published for the user's code, the oldest first. */
    List<JsonNode> told(OtpDeliveryRequested request) {
        return Await.on(() -> db.preparedQuery(TOLD)
                .execute(Tuple.of(request.subject()))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> json(row.getString("payload")))
                        .toList()));
    }

    /** Returns whether no delivery is in progress or due. */
    boolean isIdle() {
        return Await.on(() -> db.preparedQuery(IDLE)
                .execute(Tuple.of(clock.instant().atOffset(UTC)))
                .map(rows -> rows.iterator().next().getBoolean("idle")));
    }

    Row row(OtpDeliveryRequested request) {
        return Await.on(() -> db.preparedQuery(STATE)
                .execute(Tuple.of(request.requestId()))
                .map(rows -> rows.iterator().next())
                .map(row ->
                        new Row(row.getString("state"), row.getString("sealed") == null, row.getInteger("attempts"))));
    }

    void forgetAll() {
        Await.on(() -> db.query("TRUNCATE otp_delivery, endpoint_config").execute());
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
