package dev.albireo.oauth.token;

import static dev.albireo.oauth.token.Grants.GIVEN;
import static dev.albireo.oauth.token.Grants.client;
import static dev.albireo.oauth.token.Grants.grant;
import static dev.albireo.oauth.token.Grants.passkey;
import static dev.albireo.oauth.token.Grants.password;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.albireo.policy.Acr;
import dev.albireo.policy.NetworkContext;
import dev.albireo.policy.PolicyDocument;
import dev.albireo.policy.PolicyRule;
import dev.albireo.policy.RuleCondition;
import dev.albireo.policy.RuleConditions;
import dev.albireo.policy.RuleOutcome;
import dev.albireo.policy.SecondFactorPolicy;
import dev.albireo.policy.SecondFactorPolicy.Decision;
import dev.albireo.policy.UserRequirements;
import dev.albireo.protocol.OAuthRefusal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GrantTest {
    private static final List<String> OPENID = List.of("openid");
    private static final SecondFactorPolicy POLICY = new SecondFactorPolicy(
            Set.of("payment"), Duration.ofMinutes(5), Duration.ofHours(12), new UserRequirements(Set.of("staff")));

    @Test
    void it_is_alive_until_its_absolute_end() {
        Grant grant = grant(OPENID, password());

        assertThatCode(() -> grant.requireAlive(grant.expiresAt().minusMillis(1)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> grant.requireAlive(grant.expiresAt())).isInstanceOf(OAuthRefusal.class);
    }

    @Test
    void threat_26_a_revoked_grant_or_a_disabled_user_gives_nothing_more() {
        assertThatThrownBy(() -> grant(OPENID, true, true, Set.of(), password()).requireAlive(GIVEN))
                .isInstanceOf(OAuthRefusal.class);
        assertThatThrownBy(
                        () -> grant(OPENID, false, false, Set.of(), password()).requireAlive(GIVEN))
                .isInstanceOf(OAuthRefusal.class);
    }

    @Test
    void an_administrator_who_is_none_any_more_gets_no_admin_token() {
        List<String> scopes = List.of("openid", "albireo:admin");

        assertThatCode(() -> grant(scopes, false, true, Set.of("administrators"), password(), passkey())
                        .requireAlive(GIVEN))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> grant(scopes, false, true, Set.of(), password(), passkey())
                        .requireAlive(GIVEN))
                .isInstanceOf(OAuthRefusal.class);
    }

    @Test
    void its_own_proofs_are_judged_against_client_and_scopes() {
        List<String> payment = List.of("openid", "payment");

        assertThat(isStrongEnough(grant(payment, password()), Acr.AAL1, payment))
                .isFalse();
        assertThat(isStrongEnough(grant(payment, password()), Acr.AAL1, OPENID)).isTrue();
        assertThat(isStrongEnough(grant(OPENID, password()), Acr.AAL2, OPENID)).isFalse();
        assertThat(isStrongEnough(grant(payment, password(), passkey()), Acr.AAL2, payment))
                .isTrue();
    }

    @Test
    void a_rule_about_the_user_that_came_later_does_not_end_it() {
        assertThat(isStrongEnough(grant(OPENID, false, true, Set.of("staff"), password()), Acr.AAL1, OPENID))
                .isTrue();
    }

    @Test
    void a_declared_rule_that_denies_its_scopes_ends_it_and_an_age_does_not() {
        var deny = new PolicyRule(
                "no-payment",
                Optional.empty(),
                new RuleConditions(Map.of(RuleCondition.SCOPES, RuleConditions.scopes(Set.of("payment")))),
                new RuleOutcome.Deny());
        var fresh = new PolicyRule(
                "fresh",
                Optional.empty(),
                RuleConditions.NONE,
                new RuleOutcome.Require(Optional.of(Duration.ofSeconds(60))));
        List<String> payment = List.of("openid", "payment");
        Grant grant = grant(payment, password(), passkey());

        assertThat(decide(POLICY.with(new PolicyDocument(List.of(deny))), grant, Acr.AAL1, payment))
                .isEqualTo(new Decision.DeniedByRules(List.of("no-payment")));
        assertThat(decide(POLICY.with(new PolicyDocument(List.of(deny))), grant, Acr.AAL1, OPENID)
                        .permits())
                .isTrue();
        assertThat(decide(POLICY.with(new PolicyDocument(List.of(fresh))), grant, Acr.AAL1, OPENID)
                        .permits())
                .isTrue();
    }

    private static boolean isStrongEnough(Grant grant, Acr minimum, List<String> scopes) {
        return decide(POLICY, grant, minimum, scopes).permits();
    }

    private static Decision decide(SecondFactorPolicy policy, Grant grant, Acr minimum, List<String> scopes) {
        return grant.decide(
                policy,
                client(minimum, Set.of()),
                NetworkContext.UNKNOWN,
                new TokenIssuer.TokenScope(scopes, List.of()));
    }
}
