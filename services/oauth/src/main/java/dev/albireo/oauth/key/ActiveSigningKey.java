package dev.albireo.oauth.key;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import io.smallrye.mutiny.Uni;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A key that signs. */
final class ActiveSigningKey {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private final SigningAlgorithm algorithm;
    private final String kid;
    private final JwsSignature signature;

    /** The encoded headers by their {@code typ}, of which the server has a few. */
    private final Map<String, JWSHeader> headers = new ConcurrentHashMap<>();

    ActiveSigningKey(SigningAlgorithm algorithm, String kid, JwsSignature signature) {
        this.algorithm = algorithm;
        this.kid = kid;
        this.signature = signature;
    }

    String kid() {
        return kid;
    }

    /** Returns the JWT with this {@code typ} in the compact serialization (RFC 7515 section 7.1). */
    Uni<String> sign(String type, JWTClaimsSet claims) {
        JWSHeader header = headers.computeIfAbsent(type, this::header);
        try {
            String payload = BASE64URL.encodeToString(JSON.writeValueAsBytes(claims.toJSONObject()));
            String input = header.toBase64URL() + "." + payload;
            return signature.sign(header, input.getBytes(US_ASCII)).map(signed -> input + "." + signed);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the claims cannot be written", e);
        }
    }

    private JWSHeader header(String type) {
        JWSHeader header = new JWSHeader.Builder(algorithm.jws())
                .type(new JOSEObjectType(type))
                .keyID(kid)
                .build();
        return new JWSHeader.Builder(header)
                .parsedBase64URL(header.toBase64URL())
                .build();
    }

    @Override
    public String toString() {
        return "Active[" + kid + "]";
    }
}
