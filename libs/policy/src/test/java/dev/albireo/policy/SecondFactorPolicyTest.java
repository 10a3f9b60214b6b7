package dev.albireo.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.policy.SecondFactorPolicy.ClientContext;
import dev.albireo.policy.SecondFactorPolicy.Decision;
import dev.albireo.policy.SecondFactorPolicy.RequestContext;
import dev.albireo.policy.SecondFactorPolicy.UserContext;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("When a second factor is required")
class SecondFactorPolicyTest {
    private static final Instant NOW = Instant.parse("2026-01-15T10:30:00Z");
    private static final SecondFactorPolicy POLICY = new SecondFactorPolicy(
            Set.of("admin", "payment", "transfer", "delete"),
            Duration.ofMinutes(5),
            Duration.ofHours(12),
            new UserRequirements(Set.of("administrators")),
            InetAddress::isSiteLocalAddress);
    private static final UserContext PLAIN = new UserContext(false, false, Set.of());
    private static final ClientContext ANY = new ClientContext(Acr.AAL1);
    private static final Proofs PASSWORD = new Proofs(List.of(new Proof(AuthenticationMethod.PASSWORD, NOW)));

    private static RequestContext scopes(String... scopes) {
        return new RequestContext(Set.of(scopes), Optional.empty(), List.of());
    }

    private static RequestContext maxAge(long seconds) {
        return new RequestContext(Set.of("openid"), Optional.of(Duration.ofSeconds(seconds)), List.of());
    }

    private static RequestContext acr(String... values) {
        return new RequestContext(Set.of("openid"), Optional.empty(), List.of(values));
    }

    @ParameterizedTest(name = "admin flag {0}, high-value scope {1}, short max_age {2}: required {3}")
    @CsvSource({
        "false, false, false, false",
        "false, true, false, true",
        "false, false, true, true",
        "true, false, false, true",
        "true, true, true, true"
    })
    void the_seeds_truth_table(boolean flag, boolean scope, boolean age, boolean required) {
        UserContext user = new UserContext(flag, false, Set.of());
        RequestContext request = new RequestContext(
                scope ? Set.of("openid", "payment") : Set.of("openid"),
                age ? Optional.of(Duration.ofSeconds(60)) : Optional.empty(),
                List.of());
        assertThat(reasons(POLICY, user, ANY, request).isEmpty()).isNotEqualTo(required);
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin", "payment", "transfer", "delete"})
    void each_high_value_scope_requires_it(String scope) {
        assertThat(reasons(POLICY, PLAIN, ANY, scopes("openid", scope))).containsExactly(Reason.HIGH_VALUE_SCOPE);
    }

    @Test
    void a_declared_group_requires_it_as_one_of_the_settings_does() {
        UserContext user = new UserContext(false, false, Set.of("declared"), true);

        assertThat(new UserRequirements(Set.of()).reasonsOf(user)).containsExactly(Reason.GROUP);
        assertThat(new UserRequirements(Set.of("declared")).reasonsOf(user)).containsExactly(Reason.GROUP);
        assertThat(new UserRequirements(Set.of()).reasonsOf(PLAIN)).isEmpty();
    }

    @Test
    void a_scope_is_compared_whole_and_with_its_case() {
        assertThat(reasons(POLICY, PLAIN, ANY, scopes("openid", "Payment", "payments")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, true", "60, true", "299, true", "300, false", "3600, false"})
    void max_age_below_300_requires_it(long seconds, boolean required) {
        assertThat(reasons(POLICY, PLAIN, ANY, maxAge(seconds)).contains(Reason.SHORT_MAX_AGE))
                .isEqualTo(required);
    }

    @Test
    void a_threshold_of_zero_switches_the_max_age_rule_off() {
        SecondFactorPolicy off =
                new SecondFactorPolicy(Set.of(), Duration.ZERO, Duration.ofHours(1), new UserRequirements(Set.of()));
        assertThat(reasons(off, PLAIN, ANY, maxAge(0))).isEmpty();
    }

    @Test
    void any_listed_acr_will_do_so_the_weakest_known_one_decides() {
        assertThat(reasons(POLICY, PLAIN, ANY, acr("aal2"))).containsExactly(Reason.REQUESTED_ACR);
        assertThat(reasons(POLICY, PLAIN, ANY, acr("aal2", "aal1"))).isEmpty();
        assertThat(reasons(POLICY, PLAIN, ANY, acr("urn:unknown"))).isEmpty();
        assertThat(reasons(POLICY, PLAIN, ANY, acr("urn:unknown", "aal2"))).containsExactly(Reason.REQUESTED_ACR);
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, false",
        "192.168.1.1, false",
        "203.0.113.7, true",
        "2001:db8::1, true",
        "unknown, false",
        "'', false"
    })
    void an_address_outside_the_trusted_networks_requires_it(String address, boolean required) {
        var context = new DecisionContext(PLAIN, ANY, RequestContext.NONE, NetworkContext.of(address), NOW);
        assertThat(POLICY.reasons(context)).isEqualTo(required ? Set.of(Reason.NETWORK) : Set.of());
    }

    @Test
    void without_trusted_networks_every_address_is_trusted() {
        SecondFactorPolicy off =
                new SecondFactorPolicy(Set.of(), Duration.ZERO, Duration.ofHours(1), new UserRequirements(Set.of()));
        var context = new DecisionContext(PLAIN, ANY, RequestContext.NONE, NetworkContext.of("203.0.113.7"), NOW);
        assertThat(off.reasons(context)).isEmpty();
    }

    @Test
    void every_rule_that_fires_is_named() {
        UserContext user = new UserContext(true, true, Set.of("administrators"));
        RequestContext request = new RequestContext(Set.of("delete"), Optional.of(Duration.ZERO), List.of("aal2"));
        var client = new ClientContext(Acr.AAL2, Optional.of("shop"));
        var context = new DecisionContext(user, client, request, NetworkContext.of("203.0.113.7"), NOW);
        PolicyRule always = new PolicyRule(
                "always", Optional.empty(), RuleConditions.NONE, new RuleOutcome.Require(Optional.empty()));
        assertThat(POLICY.with(new PolicyDocument(List.of(always))).reasons(context))
                .containsExactly(Reason.values());
    }

    @Test
    void what_is_required_and_not_proved_is_missing() {
        assertThat(decide(PLAIN, ANY, scopes("payment"), PASSWORD, NOW))
                .isEqualTo(new Decision.Missing(Set.of(Reason.HIGH_VALUE_SCOPE)));
        assertThat(decide(PLAIN, ANY, scopes("openid"), PASSWORD, NOW)).isEqualTo(new Decision.OneFactor());
    }

    @Test
    void a_second_factor_satisfies_until_it_is_too_old() {
        Proofs both = PASSWORD.and(new Proof(AuthenticationMethod.DEVICE_PASSKEY, NOW));
        Instant atTheEnd = NOW.plus(Duration.ofHours(12));
        assertThat(decide(PLAIN, ANY, scopes("payment"), both, atTheEnd)).isInstanceOf(Decision.Satisfied.class);
        assertThat(decide(PLAIN, ANY, scopes("payment"), both, atTheEnd.plusSeconds(1)))
                .isInstanceOf(Decision.Missing.class);
    }

    private static Set<Reason> reasons(
            SecondFactorPolicy policy, UserContext user, ClientContext client, RequestContext request) {
        return policy.reasons(new DecisionContext(user, client, request, NetworkContext.UNKNOWN, NOW));
    }

    private static Decision decide(
            UserContext user, ClientContext client, RequestContext request, Proofs proofs, Instant at) {
        return POLICY.decide(new DecisionContext(user, client, request, NetworkContext.UNKNOWN, at), proofs);
    }
}
