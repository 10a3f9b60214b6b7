package dev.albireo.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.albireo.events.SessionState;
import dev.albireo.outbox.EventSignatures.Signed;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/**
 * Signs sessions that browsers carry from {@code credentials} to {@code oauth}, and verifies them. {@code oauth} learns of a session that
 * begins by an event, and a browser is usually faster; with what it carries, {@code oauth} need not ask. The key is that of the events of
 * {@code credentials}, but the signature is that of no event. A carried session is valid for a minute, and has the effect of an event that
 * arrives: it never replaces a newer state.
 */
@Singleton
public class CarriedSessions {
    /** How long a carried session is valid. */
    public static final Duration LIFETIME = Duration.ofMinutes(1);

    private static final String ISSUER = "credentials";
    private static final String TYPE = "albireo.CarriedSession.v1";
    /** No topic has this name. */
    private static final String CARRIER = "browser";

    private static final int MAX_LENGTH = 4096;

    private final EventSignatures signatures;
    private final ObjectMapper json;
    private final Clock clock;

    CarriedSessions(EventSignatures signatures, ObjectMapper json, Clock clock) {
        this.signatures = signatures;
        this.json = json;
        this.clock = clock;
    }

    /** Returns the text that the browser carries: base64url and a period only. */
    public String sign(SessionState session, int userVersion) {
        try {
            byte[] data = json.writeValueAsBytes(new CarriedSession(session, userVersion, clock.instant()));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(data) + "." + signatures.sign(signed(data));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a session cannot be written as JSON", e);
        }
    }

    /** Returns the session of a text that {@code credentials} has signed within the lifetime. */
    public Optional<CarriedSession> read(String text) {
        int end = text.indexOf('.');
        return end < 0 || text.length() > MAX_LENGTH
                ? Optional.empty()
                : decoded(text.substring(0, end))
                        .filter(data -> signatures.isValid(signed(data), text.substring(end + 1)))
                        .flatMap(this::parsed)
                        .filter(carried -> Duration.between(carried.at(), clock.instant())
                                        .abs()
                                        .compareTo(LIFETIME)
                                <= 0);
    }

    private static Optional<byte[]> decoded(String text) {
        try {
            return Optional.of(Base64.getUrlDecoder().decode(text));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /** A newer release may write what this one cannot read. */
    private Optional<CarriedSession> parsed(byte[] data) {
        try {
            return Optional.of(json.readValue(new String(data, UTF_8), CarriedSession.class));
        } catch (IOException unknownForm) {
            return Optional.empty();
        }
    }

    private static Signed signed(byte[] data) {
        return new Signed(EventSignatures.source(ISSUER), "", TYPE, "", CARRIER, "", data);
    }
}
