package dev.albireo.outbox;

import static dev.albireo.outbox.TestSignatures.publicKey;
import static dev.albireo.outbox.TestSignatures.signatures;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.albireo.events.SessionState;
import dev.albireo.events.SessionState.ProofFact;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A session that a browser carries from credentials to oauth")
class CarriedSessionsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final SessionState SESSION = new SessionState(
            "5f0c7f4e-6d3c-4c86-8b5c-0d6c1f1f2a10",
            1,
            "9d1f3a52-3a2f-4a29-9a55-6f3f0c6c8e11",
            "0123456789012345678901234567890123456789abc",
            List.of(new ProofFact("pwd", NOW)),
            false,
            NOW,
            NOW,
            NOW.plusSeconds(43_200),
            3600,
            null,
            null);

    private final CarriedSessions credentials =
            new CarriedSessions(signatures("credentials", 1, Map.of()), json(), at(NOW));

    @Test
    void arrives_as_it_was_signed() {
        assertThat(oauth(NOW.plusSeconds(59)).read(credentials.sign(SESSION, 7)))
                .contains(new CarriedSession(SESSION, 7, NOW));
    }

    @ParameterizedTest
    @ValueSource(ints = {-61, 61})
    void is_valid_for_a_minute(int seconds) {
        assertThat(oauth(NOW.plusSeconds(seconds)).read(credentials.sign(SESSION, 7)))
                .isEmpty();
    }

    @Test
    void is_worth_nothing_if_it_was_changed() {
        String signed = credentials.sign(SESSION, 7);
        String data = new String(Base64.getUrlDecoder().decode(signed.substring(0, signed.indexOf('.'))));
        String changed = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(data.replace("pwd", "hwk").getBytes());
        assertThat(oauth(NOW).read(changed + signed.substring(signed.indexOf('.'))))
                .isEmpty();
    }

    @Test
    void is_signed_by_credentials_alone() {
        CarriedSessions webhooks = new CarriedSessions(signatures("albireo-webhooks", 2, Map.of()), json(), at(NOW));
        assertThat(oauth(NOW).read(webhooks.sign(SESSION, 7))).isEmpty();
        CarriedSessions itself = oauth(NOW);
        assertThat(itself.read(itself.sign(SESSION, 7))).isEmpty();
    }

    /** A producer that may write to a topic cannot make an event of it, and no event of Kafka is a carried session. */
    @Test
    void is_no_event() {
        String signed = credentials.sign(SESSION, 7);
        byte[] data = Base64.getUrlDecoder().decode(signed.substring(0, signed.indexOf('.')));
        String signature = signed.substring(signed.indexOf('.') + 1);
        assertThat(signatures("oauth", 3, publicKeys())
                        .isValid(
                                new EventSignatures.Signed(
                                        "/albireo/credentials",
                                        "",
                                        "albireo.SessionStarted.v1",
                                        "",
                                        "albireo.session.v1",
                                        SESSION.id(),
                                        data),
                                signature))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "x", "e30.", "e30.AAAA", "%.%", "..", "\u0000.\u0000"})
    void anything_else_is_none(String text) {
        assertThat(oauth(NOW).read(text)).isEmpty();
    }

    @Test
    void is_short_enough_for_a_header() {
        assertThat(credentials.sign(SESSION, 7)).hasSizeLessThan(800).matches("[A-Za-z0-9_.-]+");
    }

    private static CarriedSessions oauth(Instant now) {
        return new CarriedSessions(signatures("oauth", 3, publicKeys()), json(), at(now));
    }

    private static Map<String, String> publicKeys() {
        return Map.of(
                "credentials", publicKey(1),
                "webhooks", publicKey(2));
    }

    private static ObjectMapper json() {
        return new ObjectMapper().registerModule(new JavaTimeModule());
    }

    private static Clock at(Instant now) {
        return Clock.fixed(now, ZoneOffset.UTC);
    }
}
