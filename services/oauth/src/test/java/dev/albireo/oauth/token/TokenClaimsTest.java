package dev.albireo.oauth.token;

import static dev.albireo.oauth.token.Grants.GIVEN;
import static dev.albireo.oauth.token.Grants.ID;
import static dev.albireo.oauth.token.Grants.grant;
import static dev.albireo.oauth.token.Grants.passkey;
import static dev.albireo.oauth.token.Grants.password;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.albireo.oauth.key.SigningAlgorithm;
import dev.albireo.policy.Proof;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TokenClaimsTest {
    private static final String ISSUER = "https://id.example";
    private static final Instant NOW = GIVEN.plusSeconds(5);
    private static final Duration LIFETIME = Duration.ofMinutes(5);

    @Test
    void RFC_9068_section_2_2_an_access_token_says_who_for_whom_and_how_strong() throws ParseException {
        JWTClaimsSet claims =
                claims(password(), passkey()).accessToken(List.of("openid", "profile"), List.of(), LIFETIME, ID);

        assertThat(claims.getIssuer()).isEqualTo(ISSUER);
        assertThat(claims.getSubject()).isEqualTo(ID.toString());
        assertThat(claims.getAudience()).containsExactly(ISSUER);
        assertThat(claims.getStringClaim("client_id")).isEqualTo("app");
        assertThat(claims.getStringClaim("scope")).isEqualTo("openid profile");
        assertThat(claims.getStringClaim("grant")).isEqualTo(ID.toString());
        assertThat(claims.getExpirationTime()).isEqualTo(Date.from(NOW.plus(LIFETIME)));
        assertThat(claims.getStringClaim("acr")).isEqualTo("aal2");
        assertThat(claims.getStringListClaim("amr")).containsExactly("pwd", "hwk");
        assertThat(claims.getClaim("groups")).isNull();
    }

    @Test
    void the_admin_scope_makes_it_a_token_for_the_admin_API_with_the_groups() throws ParseException {
        Grant grant = grant(List.of("openid", "albireo:admin"), false, true, Set.of("administrators"), password());

        JWTClaimsSet claims = new TokenClaims(ISSUER, grant.subject().toString(), grant, Map.of(), NOW)
                .accessToken(List.of("openid", "albireo:admin"), List.of("https://api.example"), LIFETIME, ID);

        assertThat(claims.getAudience()).containsExactly("albireo-admin");
        assertThat(claims.getStringListClaim("groups")).containsExactly("administrators");
        assertThat(claims.getClaim("second_factor_at")).isNull();
    }

    @Test
    void the_admin_API_is_told_when_the_second_factor_was_proved() throws ParseException {
        Grant grant = grant(List.of("albireo:admin"), false, true, Set.of("administrators"), password(), passkey());

        JWTClaimsSet claims = new TokenClaims(ISSUER, grant.subject().toString(), grant, Map.of(), NOW)
                .accessToken(List.of("albireo:admin"), List.of(), LIFETIME, ID);

        assertThat(claims.getLongClaim("second_factor_at"))
                .isEqualTo(passkey().at().getEpochSecond());
    }

    @Test
    void the_audience_is_the_one_of_the_client_or_else_the_issuer() {
        assertThat(claims(password())
                        .accessToken(List.of(), List.of("https://api.example", "b"), LIFETIME, ID)
                        .getAudience())
                .containsExactly("https://api.example", "b");
        assertThat(claims(password())
                        .accessToken(List.of(), List.of(), LIFETIME, ID)
                        .getAudience())
                .containsExactly(ISSUER);
    }

    @Test
    void OIDC_Core_section_2_an_ID_token_tells_of_the_sign_in() throws ParseException {
        JWTClaimsSet claims = claims(password()).idToken("token", Optional.of("n"), LIFETIME, SigningAlgorithm.RS256);

        assertThat(claims.getAudience()).containsExactly("app");
        assertThat(claims.getStringClaim("nonce")).isEqualTo("n");
        assertThat(claims.getStringClaim("sid")).isEqualTo(ID.toString());
        assertThat(claims.getStringClaim("acr")).isEqualTo("aal1");
        assertThat(claims.getLongClaim("auth_time")).isEqualTo(password().at().getEpochSecond());
    }

    @Test
    void a_second_factor_does_not_move_auth_time() throws ParseException {
        assertThat(claims(password(), passkey())
                        .idToken("token", Optional.empty(), LIFETIME, SigningAlgorithm.RS256)
                        .getLongClaim("auth_time"))
                .isEqualTo(password().at().getEpochSecond());
    }

    @Test
    void without_a_nonce_there_is_none() {
        assertThat(claims(password())
                        .idToken("token", Optional.empty(), LIFETIME, SigningAlgorithm.RS256)
                        .getClaims())
                .doesNotContainKey("nonce");
    }

    /** The access token and its hash of OpenID Connect Core appendix A.3. */
    @Test
    void OIDC_Core_appendix_A_3_at_hash() {
        assertThat(TokenClaims.leftHash("jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y", SigningAlgorithm.RS256))
                .isEqualTo("77QmUPtjPfzWtF2AnpK9RQ");
    }

    private static TokenClaims claims(Proof... proofs) {
        return new TokenClaims(ISSUER, ID.toString(), grant(List.of("openid", "profile"), proofs), Map.of(), NOW);
    }
}
