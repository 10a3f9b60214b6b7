package dev.albireo.oauth.token;

import static dev.albireo.oauth.token.Grants.GIVEN;
import static dev.albireo.oauth.token.Grants.client;
import static dev.albireo.oauth.token.Grants.grant;
import static dev.albireo.oauth.token.Grants.password;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.partition.ExpiryWeek;
import dev.albireo.oauth.token.GrantStore.Derivation;
import dev.albireo.oauth.token.GrantStore.Refresh;
import dev.albireo.oauth.token.GrantStore.RefreshTokenUse;
import dev.albireo.policy.Acr;
import dev.albireo.protocol.OAuthError;
import dev.albireo.protocol.OAuthRefusal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 6749 section 6, refreshing")
class RefreshTokenGrantTest {
    private static final Client CLIENT = client(Acr.AAL1, Set.of("refresh_token"));
    private static final Instant IDLE_AT = GIVEN.plusSeconds(1000);
    private static final Refresh TOKEN =
            new Refresh(grant(List.of("openid", "profile", "offline_access"), password()), IDLE_AT, Optional.empty());

    @Test
    void without_a_scope_it_gives_all_that_was_granted() {
        assertThat(RefreshTokenGrant.check(TOKEN, CLIENT, Optional.empty(), GIVEN))
                .containsExactly("openid", "profile", "offline_access");
    }

    @Test
    void it_may_give_less_but_never_more() {
        assertThat(RefreshTokenGrant.check(TOKEN, CLIENT, Optional.of(List.of("openid")), GIVEN))
                .containsExactly("openid");
        refused(OAuthError.INVALID_SCOPE, CLIENT, Optional.of(List.of("openid", "payment")), GIVEN);
    }

    @Test
    void unused_for_too_long_it_is_over() {
        refused(OAuthError.INVALID_GRANT, CLIENT, Optional.empty(), IDLE_AT);
    }

    @Test
    void a_client_that_lost_the_grant_type_is_refused() {
        refused(OAuthError.INVALID_GRANT, client(Acr.AAL1, Set.of("authorization_code")), Optional.empty(), GIVEN);
    }

    @Test
    void RFC_9700_section_4_14_2_a_lost_answer_is_given_again_while_nothing_came_of_it() {
        Duration overlap = Duration.ofSeconds(10);
        var derivation = new Derivation("seed", ExpiryWeek.NONE);
        Refresh spent = spent(Optional.of(derivation));

        assertThat(TOKEN.derivationWithin(overlap, GIVEN)).isEmpty();
        assertThat(spent.derivationWithin(overlap, GIVEN.plusSeconds(10).minusMillis(1)))
                .contains(derivation);
        assertThat(spent.derivationWithin(overlap, GIVEN.plusSeconds(10))).isEmpty();
        assertThat(spent.derivationWithin(Duration.ZERO, GIVEN)).isEmpty();
        assertThat(spent(Optional.empty()).derivationWithin(overlap, GIVEN))
                .as("spent by an earlier release")
                .isEmpty();
    }

    private static Refresh spent(Optional<Derivation> derivation) {
        return new Refresh(TOKEN.grant(), IDLE_AT, Optional.of(new RefreshTokenUse(GIVEN, derivation)));
    }

    private static void refused(OAuthError error, Client client, Optional<List<String>> scopes, Instant now) {
        assertThatThrownBy(() -> RefreshTokenGrant.check(TOKEN, client, scopes, now))
                .isInstanceOfSatisfying(
                        OAuthRefusal.class,
                        refusal -> assertThat(refusal.error()).isEqualTo(error));
    }
}
