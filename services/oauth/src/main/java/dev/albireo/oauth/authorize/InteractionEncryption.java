package dev.albireo.oauth.authorize;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.albireo.protocol.DataKeys;
import dev.albireo.protocol.DataKeys.EncryptedValue;
import dev.albireo.protocol.OpaqueToken;
import dev.albireo.protocol.OpaqueToken.OpaqueTokenType;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * Writes interactions as text that the browser carries, and reads them: compressed, encrypted with {@code albireo.keys.data} (ADR 23).
 */
@Singleton
class InteractionEncryption {
    private static final String PREFIX = "si_";
    private static final String CONTEXT = "interaction";
    /** A request has at most a few parameters of 8192 characters; anything longer was not written here. */
    private static final int MAX_LENGTH = 65_536;

    private final Supplier<DataKeys> keys;
    private final ObjectMapper json;
    private final SecureRandom random;

    InteractionEncryption(Supplier<DataKeys> keys, ObjectMapper json, SecureRandom random) {
        this.keys = keys;
        this.json = json;
        this.random = random;
    }

    /** The members of the encrypted JSON. */
    record EncryptedContent(String id, String browser, long askedAt, AuthorizationRequest request) {}

    /** Returns the text, which is a value of the parameter {@code interaction}. */
    String encrypt(EncryptedInteraction interaction) {
        EncryptedValue encrypted = keys.get().encrypt(deflated(interaction), CONTEXT, random);
        return PREFIX + encrypted.keyId() + "." + base64().encodeToString(encrypted.bytes());
    }

    /** Reads a text that {@link #encrypt} has written; empty for any other. */
    Optional<EncryptedInteraction> decrypt(String text) {
        String[] parts =
                text.startsWith(PREFIX) ? text.substring(PREFIX.length()).split("\\.", -1) : new String[0];
        DataKeys known = keys.get();
        if (parts.length != 2 || !known.includes(parts[0])) {
            return Optional.empty();
        }
        try {
            byte[] encrypted = Base64.getUrlDecoder().decode(parts[1]);
            return base64().encodeToString(encrypted).equals(parts[1])
                    ? read(known.decrypt(new EncryptedValue(parts[0], encrypted), CONTEXT))
                    : Optional.empty();
        } catch (IllegalArgumentException | IllegalStateException | BufferUnderflowException e) {
            return Optional.empty();
        }
    }

    private Optional<EncryptedInteraction> read(byte[] plain) {
        try (InflaterInputStream inflated = new InflaterInputStream(new ByteArrayInputStream(plain))) {
            EncryptedContent content = json.readValue(inflated.readNBytes(MAX_LENGTH), EncryptedContent.class);
            return OpaqueToken.parse(OpaqueTokenType.INTERACTION, content.id())
                    .map(id -> new EncryptedInteraction(
                            id, content.browser(), Instant.ofEpochMilli(content.askedAt()), content.request()));
        } catch (IOException e) {
            throw new IllegalStateException("an encrypted interaction cannot be read", e);
        }
    }

    private byte[] deflated(EncryptedInteraction interaction) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, deflater)) {
            out.write(text(interaction).getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            deflater.end();
        }
        return bytes.toByteArray();
    }

    private String text(EncryptedInteraction interaction) {
        try {
            return json.writeValueAsString(new EncryptedContent(
                    interaction.id().value(),
                    interaction.browser(),
                    interaction.askedAt().toEpochMilli(),
                    interaction.request()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a request cannot be written as JSON", e);
        }
    }

    private static Base64.Encoder base64() {
        return Base64.getUrlEncoder().withoutPadding();
    }
}
