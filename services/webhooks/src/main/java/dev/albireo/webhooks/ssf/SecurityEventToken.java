package dev.albireo.webhooks.ssf;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.albireo.webhooks.ssf.SetDeliveryAttempt.QueuedSet;
import java.util.Date;
import java.util.Map;
import java.util.Objects;

/** The claims of security event tokens (RFC 8417 section 2.2): one event each, and neither {@code sub} nor {@code exp}. */
final class SecurityEventToken {
    /** The media type of a pushed token (RFC 8935 section 2.1). */
    static final String MEDIA_TYPE = "application/secevent+jwt";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private SecurityEventToken() {}

    static JWTClaimsSet of(QueuedSet token, String issuer) {
        Map<String, Object> data = data(token);
        return new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience(token.client())
                .issueTime(Date.from(token.issuedAt()))
                .jwtID(token.id())
                .claim("txn", token.txn())
                .claim("sub_id", data.get("sub_id"))
                .claim("events", Map.of(token.type(), Objects.requireNonNull(data.get("event"))))
                .build();
    }

    private static Map<String, Object> data(QueuedSet token) {
        try {
            return JSON.readValue(token.data(), OBJECT);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored event cannot be parsed: " + token.id(), e);
        }
    }
}
