package dev.albireo.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 7523, assertions of a service account")
class PrivateKeyJwtTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final SecureRandom RANDOM = new SecureRandom();

    @ParameterizedTest
    @CsvSource({
        "RSA, , RS256, SHA256withRSA",
        "EC, secp256r1, ES256, SHA256withECDSAinP1363Format",
        "Ed25519, , EdDSA, Ed25519"
    })
    void section_3_it_says_who_asks_whom_until_when_and_is_signed(
            String type, String curve, String algorithm, String signature) throws GeneralSecurityException {
        KeyPair pair = pair(type, curve);
        String assertion =
                PrivateKeyJwt.of("key.pem", pem(pair), RANDOM).assertion("pipeline", "https://id.example", NOW);
        String[] parts = assertion.split("\\.", -1);

        JsonNode claims = decoded(parts[1]);
        assertThat(decoded(parts[0]).path("alg").asText()).isEqualTo(algorithm);
        assertThat(claims.path("iss").asText()).isEqualTo("pipeline");
        assertThat(claims.path("sub").asText()).isEqualTo("pipeline");
        assertThat(claims.path("aud").asText()).isEqualTo("https://id.example");
        assertThat(claims.path("exp").asLong()).isEqualTo(NOW.getEpochSecond() + 60);
        assertThat(claims.path("jti").asText()).hasSize(22);
        Signature check = Signature.getInstance(signature);
        check.initVerify(pair.getPublic());
        check.update((parts[0] + "." + parts[1]).getBytes(US_ASCII));
        assertThat(check.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"})
    void what_is_no_key_is_refused_by_its_file_alone(String text) {
        assertThatThrownBy(() -> PrivateKeyJwt.of("key.pem", text, RANDOM)).hasMessageStartingWith("key.pem: must be");
    }

    @Test
    void a_curve_that_the_server_does_not_take_is_refused() throws GeneralSecurityException {
        String pem = pem(pair("EC", "secp384r1"));

        assertThatThrownBy(() -> PrivateKeyJwt.of("key.pem", pem, RANDOM)).hasMessageContaining("P-256");
    }

    private static KeyPair pair(String type, String curve) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(type);
        if (curve != null) {
            generator.initialize(new ECGenParameterSpec(curve));
        }
        return generator.generateKeyPair();
    }

    private static String pem(KeyPair pair) {
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }

    private static JsonNode decoded(String part) {
        return Json.parse(new String(Base64.getUrlDecoder().decode(part), UTF_8))
                .orElseThrow();
    }
}
