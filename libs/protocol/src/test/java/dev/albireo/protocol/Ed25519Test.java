package dev.albireo.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.text.ParseException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 8037, EdDSA")
class Ed25519Test {
    /** RFC 8037 appendix A.1. */
    private static final OctetKeyPair KEY = new OctetKeyPair.Builder(
                    Curve.Ed25519, new Base64URL("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"))
            .d(new Base64URL("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"))
            .build();

    @Test
    void appendix_A_4_the_published_signature() throws JOSEException {
        byte[] input = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc".getBytes(StandardCharsets.US_ASCII);
        Base64URL signature =
                new Base64URL("hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg");

        assertThat(Ed25519.signer(KEY).sign(new JWSHeader(JWSAlgorithm.EdDSA), input))
                .isEqualTo(signature);
        assertThat(Ed25519.verifies(KEY.toPublicJWK(), input, signature)).isTrue();
    }

    @Test
    void a_token_is_believed_by_its_own_key_alone() throws JOSEException, ParseException {
        SignedJWT token = new SignedJWT(
                new JWSHeader(JWSAlgorithm.EdDSA),
                new JWTClaimsSet.Builder().subject("a").build());
        OctetKeyPair key = Ed25519.generate(new SecureRandom());
        token.sign(Ed25519.signer(key));

        assertThat(JwsVerification.isSignedWith(key.toPublicJWK(), SignedJWT.parse(token.serialize())))
                .isTrue();
        assertThat(JwsVerification.isSignedWith(KEY.toPublicJWK(), SignedJWT.parse(token.serialize())))
                .isFalse();
    }
}
