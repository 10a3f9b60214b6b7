package dev.albireo.oauth.token;

import static dev.albireo.oauth.token.Grants.GIVEN;
import static dev.albireo.oauth.token.Grants.grant;
import static dev.albireo.oauth.token.Grants.password;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.authentication.AuthenticatedClient;
import dev.albireo.oauth.token.AuthorizationCodeGrant.CodeTokenRequest;
import dev.albireo.oauth.token.GrantStore.Code;
import dev.albireo.policy.Acr;
import dev.albireo.protocol.OAuthError;
import dev.albireo.protocol.OAuthRefusal;
import dev.albireo.protocol.OpaqueToken;
import dev.albireo.web.Form;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 6749 section 4.1.3, redeeming a code")
class AuthorizationCodeGrantTest {
    /** RFC 7636 appendix B. */
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    private static final String URI = "https://app.example/cb";
    private static final Instant EXPIRES = GIVEN.plusSeconds(60);

    @Test
    void everything_right_passes_until_it_expires() {
        assertThatCode(() -> check(Optional.of(CHALLENGE), URI, Optional.of(VERIFIER), EXPIRES.minusMillis(1)))
                .doesNotThrowAnyException();
        assertThat(error(Optional.of(CHALLENGE), URI, Optional.of(VERIFIER), EXPIRES))
                .isEqualTo(OAuthError.INVALID_GRANT);
    }

    @Test
    void another_redirect_uri_is_refused() {
        assertThat(error(Optional.of(CHALLENGE), URI + "/", Optional.of(VERIFIER), GIVEN))
                .isEqualTo(OAuthError.INVALID_GRANT);
    }

    @Test
    void RFC_7636_section_4_6_the_verifier_must_be_the_one_of_the_challenge() {
        assertThat(error(Optional.of(CHALLENGE), URI, Optional.of("x".repeat(43)), GIVEN))
                .isEqualTo(OAuthError.INVALID_GRANT);
        assertThat(error(Optional.of(CHALLENGE), URI, Optional.of(CHALLENGE), GIVEN))
                .isEqualTo(OAuthError.INVALID_GRANT);
        assertThat(error(Optional.of(CHALLENGE), URI, Optional.empty(), GIVEN)).isEqualTo(OAuthError.INVALID_REQUEST);
    }

    @Test
    void threat_24_a_verifier_without_a_challenge_is_a_downgrade() {
        assertThat(error(Optional.empty(), URI, Optional.of(VERIFIER), GIVEN)).isEqualTo(OAuthError.INVALID_GRANT);
        assertThatCode(() -> check(Optional.empty(), URI, Optional.empty(), GIVEN))
                .doesNotThrowAnyException();
    }

    @Test
    void RFC_6749_section_4_1_3_the_redirect_uri_is_repeated_where_it_was_sent() {
        OpaqueToken value = OpaqueToken.parse(OpaqueToken.OpaqueTokenType.CODE, "ac_" + "a".repeat(43))
                .orElseThrow();
        CodeTokenRequest silent = new CodeTokenRequest(value, Optional.empty(), Optional.empty(), List.of());

        assertThatThrownBy(() -> AuthorizationCodeGrant.check(code(false, Optional.empty()), silent, GIVEN))
                .isInstanceOfSatisfying(
                        OAuthRefusal.class,
                        refusal -> assertThat(refusal.error()).isEqualTo(OAuthError.INVALID_REQUEST));
        assertThatCode(() -> AuthorizationCodeGrant.check(code(true, Optional.empty()), silent, GIVEN))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> AuthorizationCodeGrant.check(
                        code(true, Optional.empty()), redemption("https://evil.example", Optional.empty()), GIVEN))
                .isInstanceOf(OAuthRefusal.class);
    }

    @Test
    void who_sent_no_secret_needs_a_verifier() {
        Client client = Grants.client(Acr.AAL1, Set.of("authorization_code"));

        assertThatThrownBy(() -> AuthorizationCodeGrant.mustBeProved(
                        code(false, Optional.empty()), new AuthenticatedClient.RegisteredClient(client, false)))
                .isInstanceOfSatisfying(
                        OAuthRefusal.class,
                        refusal -> assertThat(refusal.error()).isEqualTo(OAuthError.INVALID_CLIENT));
        assertThatCode(() -> AuthorizationCodeGrant.mustBeProved(
                        code(false, Optional.of(CHALLENGE)), new AuthenticatedClient.RegisteredClient(client, false)))
                .doesNotThrowAnyException();
        assertThatCode(() -> AuthorizationCodeGrant.mustBeProved(
                        code(false, Optional.empty()), new AuthenticatedClient.RegisteredClient(client, true)))
                .doesNotThrowAnyException();
    }

    private static Code code(boolean implied, Optional<String> challenge) {
        return new Code(
                grant(List.of("openid"), password()), URI, implied, challenge, Optional.empty(), EXPIRES, false);
    }

    @Test
    void a_revoked_grant_is_refused() {
        Code code = new Code(
                grant(List.of("openid"), true, true, Set.of(), password()),
                URI,
                false,
                Optional.of(CHALLENGE),
                Optional.empty(),
                EXPIRES,
                false);

        assertThatThrownBy(() -> AuthorizationCodeGrant.check(code, redemption(URI, Optional.of(VERIFIER)), GIVEN))
                .isInstanceOf(OAuthRefusal.class);
    }

    @Test
    void a_value_of_another_kind_is_no_code() {
        for (String other : List.of("rt_" + "a".repeat(43), "ac_short", "ss_" + "a".repeat(43))) {
            Form form = Form.of(Map.of("code", List.of(other), "redirect_uri", List.of(URI)));

            assertThatThrownBy(() -> CodeTokenRequest.of(form))
                    .isInstanceOfSatisfying(
                            OAuthRefusal.class,
                            refusal -> assertThat(refusal.error()).isEqualTo(OAuthError.INVALID_GRANT));
        }
    }

    private static void check(Optional<String> challenge, String uri, Optional<String> verifier, Instant now) {
        Code code =
                new Code(grant(List.of("openid"), password()), URI, false, challenge, Optional.empty(), EXPIRES, false);
        AuthorizationCodeGrant.check(code, redemption(uri, verifier), now);
    }

    private static OAuthError error(Optional<String> challenge, String uri, Optional<String> verifier, Instant now) {
        try {
            check(challenge, uri, verifier, now);
            throw new AssertionError("not refused");
        } catch (OAuthRefusal refusal) {
            return refusal.error();
        }
    }

    private static CodeTokenRequest redemption(String uri, Optional<String> verifier) {
        OpaqueToken code = OpaqueToken.parse(OpaqueToken.OpaqueTokenType.CODE, "ac_" + "a".repeat(43))
                .orElseThrow();
        return new CodeTokenRequest(code, Optional.of(uri), verifier, List.of());
    }
}
