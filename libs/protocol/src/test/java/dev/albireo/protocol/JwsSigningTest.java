package dev.albireo.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Native signatures, RFC 7518 section 3")
class JwsSigningTest {
    @Test
    void the_native_provider_is_there_where_its_library_is_made_for() {
        boolean madeFor = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux");

        assertThat(NativeCrypto.isThere()).isEqualTo(madeFor);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "PS256"})
    void another_implementation_believes_an_rsa_signature(String algorithm) throws JOSEException {
        RSAKey key = new RSAKeyGenerator(2048).generate();
        SignedJWT jwt = signed(JWSAlgorithm.parse(algorithm), key);

        assertThat(jwt.verify(new RSASSAVerifier(key.toPublicJWK()))).isTrue();
        assertThat(JwsVerification.isSignedWith(key.toPublicJWK(), jwt)).isTrue();
        assertThat(JwsVerification.isSignedWith(
                        new RSAKeyGenerator(2048).generate().toPublicJWK(), jwt))
                .isFalse();
    }

    @Test
    void another_implementation_signs_with_an_rsa_key_that_was_generated_natively() throws JOSEException {
        RSAKey key = NativeCrypto.generating(new RSAKeyGenerator(2048)).generate();
        SignedJWT jwt = new SignedJWT(
                new JWSHeader(JWSAlgorithm.RS256),
                new JWTClaimsSet.Builder().subject("alice").build());
        jwt.sign(new RSASSASigner(key));

        assertThat(key.size()).isEqualTo(2048);
        assertThat(key.getPublicExponent().decodeToBigInteger()).isEqualTo(65_537);
        assertThat(key.getFirstPrimeFactor())
                .as("the parts that make a signature fast")
                .isNotNull();
        assertThat(JwsVerification.isSignedWith(key.toPublicJWK(), jwt)).isTrue();
    }

    @Test
    void another_implementation_believes_an_ecdsa_signature() throws JOSEException {
        ECKey key = new ECKeyGenerator(Curve.P_256).generate();
        SignedJWT jwt = signed(JWSAlgorithm.ES256, key);

        assertThat(jwt.verify(new ECDSAVerifier(key.toPublicJWK()))).isTrue();
        assertThat(JwsVerification.isSignedWith(key.toPublicJWK(), jwt)).isTrue();
        assertThat(JwsVerification.isSignedWith(
                        new ECKeyGenerator(Curve.P_256).generate().toPublicJWK(), jwt))
                .isFalse();
    }

    @Test
    void a_public_key_cannot_sign() throws JOSEException {
        JWK key = new ECKeyGenerator(Curve.P_256).generate().toPublicJWK();

        assertThatIllegalArgumentException().isThrownBy(() -> JwsSigning.with(key));
    }

    private static SignedJWT signed(JWSAlgorithm algorithm, JWK key) throws JOSEException {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader(algorithm),
                new JWTClaimsSet.Builder().subject("user").build());
        jwt.sign(JwsSigning.with(key));
        return jwt;
    }
}
