package dev.albireo.oauth.key;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A signing key, whose private part is imported once. */
final class ActiveSigningKey {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private final SigningAlgorithm algorithm;
    private final String kid;
    private final JWSSigner signer;

    /** The encoded headers by their {@code typ}, of which the server has a few. */
    private final Map<String, JWSHeader> headers = new ConcurrentHashMap<>();

    ActiveSigningKey(SigningAlgorithm algorithm, String kid, JWSSigner signer) {
        this.algorithm = algorithm;
        this.kid = kid;
        this.signer = signer;
    }

    String kid() {
        return kid;
    }

    /** Returns the JWT with this {@code typ} in the compact serialization (RFC 7515 section 7.1). */
    String sign(String type, JWTClaimsSet claims) {
        JWSHeader header = headers.computeIfAbsent(type, this::header);
        try {
            String payload = BASE64URL.encodeToString(JSON.writeValueAsBytes(claims.toJSONObject()));
            String input = header.toBase64URL() + "." + payload;
            return input + "." + signer.sign(header, input.getBytes(US_ASCII));
        } catch (JsonProcessingException | JOSEException e) {
            throw new IllegalStateException("the active key cannot sign", e);
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
