package dev.albireo.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.security.SecureRandom;
import java.text.ParseException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 7515 section 2, a JWT that can be read in more than one way is rejected")
class CompactJoseTest {
    private static final OctetKeyPair KEY = Ed25519.generate(new SecureRandom());
    private static final String GENUINE = signed();
    private static final String HEADER = GENUINE.substring(0, GENUINE.indexOf('.'));
    private static final String SIGNATURE = GENUINE.substring(GENUINE.lastIndexOf('.') + 1);
    private static final String CLAIMS = GENUINE.substring(HEADER.length() + 1, GENUINE.lastIndexOf('.'));

    @Test
    void a_JWT_as_it_must_be_is_read() throws ParseException {
        assertThat(CompactJose.signedJwt(GENUINE).getJWTClaimsSet().getSubject())
                .isEqualTo("älice/+");
        assertThat(CompactJose.jwt(GENUINE)).isInstanceOf(SignedJWT.class);
        assertThat(CompactJose.jwt(encoded("{\"alg\":\"none\"}") + "." + CLAIMS + "."))
                .isInstanceOf(PlainJWT.class);
    }

    static Stream<String> ambiguous() {
        String standard = Base64.getEncoder()
                .withoutPadding()
                .encodeToString(Base64.getUrlDecoder().decode(SIGNATURE))
                .replaceFirst("^.", "+");
        return Stream.of(
                GENUINE + "=",
                GENUINE + "==",
                HEADER + "=." + CLAIMS + "." + SIGNATURE,
                HEADER + "." + CLAIMS + "." + standard,
                HEADER + "." + CLAIMS + "." + SIGNATURE.substring(0, 85) + spare(SIGNATURE.charAt(85)),
                GENUINE + " ",
                " " + GENUINE,
                GENUINE + "\n",
                GENUINE + ".",
                GENUINE + "." + SIGNATURE,
                HEADER + "." + CLAIMS,
                HEADER + ".." + SIGNATURE,
                "." + CLAIMS + "." + SIGNATURE,
                "",
                "..");
    }

    @ParameterizedTest
    @MethodSource("ambiguous")
    void another_text_for_the_same_value_is_refused(String text) {
        refused(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"alg\":\"EdDSA\",\"alg\":\"none\"}",
                "{\"alg\":\"EdDSA\",\"kid\":\"a\",\"kid\":\"b\"}",
                "{\"alg\":\"EdDSA\",\"k\\u0069d\":\"a\",\"kid\":\"b\"}",
                "{\"alg\":\"EdDSA\",\"x\":{\"y\":1,\"y\":2}}",
                "{\"alg\":\"EdDSA\"} ,",
                "{\"alg\":\"EdDSA\"}{}",
                "{'alg':'EdDSA'}",
                "{alg:\"EdDSA\"}",
                "{\"alg\":\"EdDSA\",}",
                "{\"alg\":\"EdDSA\"// comment\n}",
                "{\"alg\":\"EdDSA\",\"crit\":[\"exp\"],\"exp\":1}",
                "[\"EdDSA\"]",
                "\"EdDSA\""
            })
    void a_header_that_says_two_things_or_more_than_is_understood_is_refused(String header) {
        refused(encoded(header) + "." + CLAIMS + "." + SIGNATURE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"sub\":\"a\",\"sub\":\"b\"}",
                "{\"aud\":[{\"x\":1,\"x\":1}]}",
                "{\"sub\":\"a\"}x",
                "{\"sub\":NaN}",
                "[]",
                "null"
            })
    void claims_that_say_two_things_are_refused(String claims) {
        refused(HEADER + "." + encoded(claims) + "." + SIGNATURE);
    }

    @Test
    void claims_that_are_no_UTF_8_or_nested_without_end_are_refused() {
        String latin = Base64.getUrlEncoder().withoutPadding().encodeToString("{\"sub\":\"ä\"}".getBytes(ISO_8859_1));
        refused(HEADER + "." + latin + "." + SIGNATURE);
        refused(HEADER + "." + encoded("{\"a\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}") + "." + SIGNATURE);
    }

    @Test
    void a_JWE_has_five_parts_and_one_header() throws ParseException {
        String header = encoded("{\"alg\":\"dir\",\"enc\":\"A256GCM\"}");
        String rest = "..AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA";
        assertThat(CompactJose.jwe(header + rest).getHeader().getAlgorithm().getName())
                .isEqualTo("dir");
        for (String text : List.of(
                header + rest + "=",
                header + rest + ".",
                encoded("{\"alg\":\"dir\",\"enc\":\"A256GCM\",\"enc\":\"A128GCM\"}") + rest)) {
            assertThatThrownBy(() -> CompactJose.jwe(text)).isInstanceOf(ParseException.class);
        }
    }

    private static void refused(String text) {
        assertThatThrownBy(() -> CompactJose.signedJwt(text)).as(text).isInstanceOf(ParseException.class);
        assertThatThrownBy(() -> CompactJose.jwt(text)).as(text).isInstanceOf(ParseException.class);
    }

    /** The last of 86 characters holds two bits of the signature and four unused bits. */
    private static char spare(char last) {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        return alphabet.charAt(alphabet.indexOf(last) + 1);
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(UTF_8));
    }

    private static String signed() {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.EdDSA).keyID("key").build(),
                new JWTClaimsSet.Builder().subject("älice/+").build());
        try {
            jwt.sign(JwsSigning.with(KEY));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }
}
