package dev.albireo.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.policy.SecondFactorPolicy.ClientContext;
import dev.albireo.policy.SecondFactorPolicy.Decision;
import dev.albireo.policy.SecondFactorPolicy.RequestContext;
import dev.albireo.policy.SecondFactorPolicy.UserContext;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The rules that administrators declare")
class DeclaredRulesTest {
    private static final Instant NOW = Instant.parse("2026-01-15T10:30:00Z");
    private static final SecondFactorPolicy SETTINGS =
            new SecondFactorPolicy(Set.of(), Duration.ZERO, Duration.ofHours(12), new UserRequirements(Set.of()));
    private static final UserContext ALICE =
            new UserContext(false, false, Set.of("finance"), false, Set.of("alice", "0b5c"));
    private static final ClientContext SHOP = new ClientContext(Acr.AAL1, Optional.of("shop"));
    private static final RequestContext REQUEST = new RequestContext(
            Set.of("openid", "pay"),
            Optional.of(Duration.ofSeconds(600)),
            List.of("gold"),
            Set.of("https://api.example"));
    private static final DecisionContext CONTEXT =
            new DecisionContext(ALICE, SHOP, REQUEST, NetworkContext.of("10.1.2.3"), NOW);
    private static final DecisionContext NOTHING_KNOWN =
            new DecisionContext(UserContext.UNKNOWN, SHOP, RequestContext.NONE, NetworkContext.UNKNOWN, NOW);
    private static final Proofs TWO_FACTORS = new Proofs(List.of(
            new Proof(AuthenticationMethod.PASSWORD, NOW.minusSeconds(1000)),
            new Proof(AuthenticationMethod.CODE, NOW.minusSeconds(500))));

    @Test
    void each_condition_holds_for_its_fact_alone() {
        holdsOnly(RuleCondition.USERS, RuleConditions.users(Set.of("alice")), RuleConditions.users(Set.of("bob")));
        holdsOnly(RuleCondition.USERS, RuleConditions.users(Set.of("0b5c")), RuleConditions.users(Set.of("Alice")));
        holdsOnly(
                RuleCondition.GROUPS,
                RuleConditions.groups(Set.of("x", "finance")),
                RuleConditions.groups(Set.of("x")));
        holdsOnly(RuleCondition.SCOPES, RuleConditions.scopes(Set.of("pay")), RuleConditions.scopes(Set.of("paying")));
        holdsOnly(
                RuleCondition.RESOURCES,
                RuleConditions.resources(Set.of("https://api.example")),
                RuleConditions.resources(Set.of("https://api.example/")));
        holdsOnly(
                RuleCondition.ACR_VALUES,
                RuleConditions.acrValues(Set.of("gold")),
                RuleConditions.acrValues(Set.of("silver")));
        holdsOnly(
                RuleCondition.MAX_AGE,
                RuleConditions.maxAge(Duration.ofSeconds(600)),
                RuleConditions.maxAge(Duration.ofSeconds(599)));
        holdsOnly(
                RuleCondition.NETWORKS,
                RuleConditions.networks(InetAddress::isSiteLocalAddress),
                RuleConditions.networks(address -> !address.isSiteLocalAddress()));
    }

    private static void holdsOnly(
            RuleCondition condition, Predicate<DecisionContext> met, Predicate<DecisionContext> unmet) {
        assertThat(new RuleConditions(Map.of(condition, met)).hold(CONTEXT)).isTrue();
        assertThat(new RuleConditions(Map.of(condition, unmet)).unmet(CONTEXT)).containsExactly(condition);
        assertThat(met.test(NOTHING_KNOWN) || unmet.test(NOTHING_KNOWN))
                .as("what is unknown fulfils no condition: %s", condition)
                .isFalse();
    }

    @Test
    void a_client_is_named_by_its_id() {
        assertThat(RuleConditions.clients(Set.of("shop")).test(CONTEXT)).isTrue();
        assertThat(RuleConditions.clients(Set.of("bank")).test(CONTEXT)).isFalse();
    }

    @Test
    void all_conditions_of_a_rule_must_hold_and_those_that_do_not_are_named() {
        RuleConditions conditions = new RuleConditions(Map.of(
                RuleCondition.NETWORKS, RuleConditions.networks(address -> false),
                RuleCondition.SCOPES, RuleConditions.scopes(Set.of("pay")),
                RuleCondition.USERS, RuleConditions.users(Set.of("bob"))));

        assertThat(conditions.hold(CONTEXT)).isFalse();
        assertThat(conditions.unmet(CONTEXT)).containsExactly(RuleCondition.USERS, RuleCondition.NETWORKS);
        assertThat(RuleConditions.NONE.hold(NOTHING_KNOWN)).isTrue();
    }

    @Test
    void the_strictest_outcome_wins_whatever_the_order() {
        PolicyRule[] rules = {
            rule("watch", new RuleOutcome.Observe()),
            rule("any-age", new RuleOutcome.Require(Optional.empty())),
            rule("ten-minutes", new RuleOutcome.Require(Optional.of(Duration.ofMinutes(10)))),
            rule("five-minutes", new RuleOutcome.Require(Optional.of(Duration.ofMinutes(5))))
        };
        PolicyRule no = rule("no", new RuleOutcome.Deny());

        assertThat(decide(rules[0])).isEqualTo(new Decision.OneFactor());
        assertThat(decide(rules[0], rules[1], rules[2])).isInstanceOf(Decision.Satisfied.class);
        assertThat(decide(rules[3], rules[2])).isEqualTo(new Decision.Missing(Set.of(Reason.POLICY)));
        assertThat(decide(rules[2], rules[3])).isEqualTo(new Decision.Missing(Set.of(Reason.POLICY)));
        assertThat(decide(rules[0], rules[2], no)).isEqualTo(new Decision.DeniedByRules(List.of("no")));
        assertThat(decide(no, rules[2])).isEqualTo(new Decision.DeniedByRules(List.of("no")));
    }

    @Test
    void a_declared_age_never_extends_that_of_the_settings() {
        PolicyRule day = rule("day", new RuleOutcome.Require(Optional.of(Duration.ofDays(1))));

        assertThat(policy(day).requirement(CONTEXT).maxAge()).isEqualTo(Duration.ofHours(12));
    }

    @Test
    void administrators_are_never_denied_the_api_that_changes_the_policy() {
        var admin = new RequestContext(
                Set.of("openid", SecondFactorPolicy.NEVER_DENIED_SCOPE), Optional.empty(), List.of());
        var context = new DecisionContext(ALICE, SHOP, admin, NetworkContext.UNKNOWN, NOW);
        SecondFactorPolicy policy =
                policy(rule("no", new RuleOutcome.Deny()), rule("two", new RuleOutcome.Require(Optional.empty())));

        assertThat(policy.decide(context, TWO_FACTORS)).isEqualTo(new Decision.Satisfied(Set.of(Reason.POLICY)));
    }

    @Test
    void only_a_factor_that_all_rules_accept_satisfies_them() {
        PolicyRule passkeyOrApp = rule(
                "passkey-or-app",
                new RuleOutcome.Require(Set.of(SecondFactorKind.PASSKEY, SecondFactorKind.TOTP), Optional.empty()));
        PolicyRule codes = rule(
                "codes",
                new RuleOutcome.Require(
                        Set.of(SecondFactorKind.TOTP, SecondFactorKind.RECOVERY_CODE), Optional.empty()));

        assertThat(decide(Proof.ofCode(SecondFactorKind.TOTP, NOW), passkeyOrApp, codes))
                .isInstanceOf(Decision.Satisfied.class);
        assertThat(decide(Proof.ofCode(SecondFactorKind.RECOVERY_CODE, NOW), codes))
                .isInstanceOf(Decision.Satisfied.class);
        assertThat(decide(Proof.ofCode(SecondFactorKind.RECOVERY_CODE, NOW), passkeyOrApp, codes))
                .isEqualTo(new Decision.Missing(Set.of(Reason.POLICY), Set.of(SecondFactorKind.TOTP)));
        assertThat(decide(new Proof(AuthenticationMethod.CODE, NOW), codes))
                .as("a code that an earlier release has recorded")
                .isInstanceOf(Decision.Missing.class);
        assertThat(decide(new Proof(AuthenticationMethod.SYNCED_PASSKEY, NOW), passkeyOrApp))
                .isInstanceOf(Decision.Satisfied.class);
    }

    @Test
    void a_passkey_as_the_first_factor_is_accepted_with_any_second_one() {
        PolicyRule passkey = rule(
                "passkey",
                new RuleOutcome.Require(Set.of(SecondFactorKind.PASSKEY), Optional.of(Duration.ofMinutes(5))));
        Proofs old = new Proofs(List.of(new Proof(AuthenticationMethod.DEVICE_PASSKEY, NOW.minusSeconds(3600))));

        assertThat(policy(passkey).decide(CONTEXT, old)).isInstanceOf(Decision.Missing.class);
        assertThat(policy(passkey).decide(CONTEXT, old.and(new Proof(AuthenticationMethod.PASSWORD, NOW))))
                .isInstanceOf(Decision.Satisfied.class);
    }

    @Test
    void an_accepted_factor_must_be_recent_enough_itself() {
        PolicyRule passkey = rule(
                "passkey",
                new RuleOutcome.Require(Set.of(SecondFactorKind.PASSKEY), Optional.of(Duration.ofMinutes(5))));
        Proofs proofs = new Proofs(List.of(
                new Proof(AuthenticationMethod.PASSWORD, NOW.minusSeconds(3600)),
                new Proof(AuthenticationMethod.DEVICE_PASSKEY, NOW.minusSeconds(3600)),
                Proof.ofCode(SecondFactorKind.TOTP, NOW)));

        assertThat(policy(passkey).decide(CONTEXT, proofs))
                .isEqualTo(new Decision.Missing(Set.of(Reason.POLICY), Set.of(SecondFactorKind.PASSKEY)));
    }

    @Test
    void rules_that_accept_no_factor_in_common_deny_except_to_administrators() {
        PolicyRule passkey =
                rule("passkey", new RuleOutcome.Require(Set.of(SecondFactorKind.PASSKEY), Optional.empty()));
        PolicyRule app = rule("app", new RuleOutcome.Require(Set.of(SecondFactorKind.TOTP), Optional.empty()));
        PolicyRule any = rule("any", new RuleOutcome.Require(Optional.empty()));

        assertThat(decide(passkey, any, app)).isEqualTo(new Decision.DeniedByRules(List.of("passkey", "app")));
        var admin = new RequestContext(Set.of(SecondFactorPolicy.NEVER_DENIED_SCOPE), Optional.empty(), List.of());
        assertThat(policy(passkey, any, app)
                        .decide(new DecisionContext(ALICE, SHOP, admin, NetworkContext.UNKNOWN, NOW), TWO_FACTORS))
                .isInstanceOf(Decision.Satisfied.class);
    }

    @Test
    void any_of_the_requested_acr_values_satisfies_and_the_most_preferred_one_is_claimed() {
        var gold = new AcrDefinition("gold", Set.of(SecondFactorKind.PASSKEY), Optional.of(Duration.ofMinutes(5)));
        SecondFactorPolicy policy = SETTINGS.with(new PolicyDocument(List.of(), List.of(gold)));
        Proofs code = new Proofs(
                List.of(new Proof(AuthenticationMethod.PASSWORD, NOW), Proof.ofCode(SecondFactorKind.TOTP, NOW)));
        Proofs passkey = code.and(new Proof(AuthenticationMethod.DEVICE_PASSKEY, NOW.minusSeconds(301)));

        assertThat(policy.decide(asking("gold"), code))
                .isEqualTo(new Decision.Missing(Set.of(Reason.REQUESTED_ACR), Set.of(SecondFactorKind.PASSKEY)));
        assertThat(policy.decide(asking("gold"), passkey)).isInstanceOf(Decision.Missing.class);
        assertThat(policy.decide(asking("gold", "phr"), passkey)).isInstanceOf(Decision.Satisfied.class);
        assertThat(policy.decide(asking("gold", "aal2"), code)).isInstanceOf(Decision.Satisfied.class);
        assertThat(policy.decide(asking("gold", "aal1"), code)).isInstanceOf(Decision.OneFactor.class);
        assertThat(policy.metAcr(List.of("gold", "phr"), passkey, NOW)).hasValue("phr");
        assertThat(policy.metAcr(List.of("gold", "aal2", "phr"), passkey, NOW)).isEmpty();
        assertThat(policy.metAcr(List.of("gold", "unknown"), code, NOW)).isEmpty();
        assertThat(policy.acrValues()).containsExactly("aal1", "aal2", "phr", "gold");
    }

    @Test
    void a_rule_that_forbids_the_factors_of_every_requested_acr_denies() {
        PolicyRule app = rule("app", new RuleOutcome.Require(Set.of(SecondFactorKind.TOTP), Optional.empty()));

        assertThat(policy(app).decide(asking("phr"), TWO_FACTORS))
                .isEqualTo(new Decision.DeniedByRules(List.of("app")));
        assertThat(policy(app).decide(asking("phr", "aal2"), TWO_FACTORS))
                .isEqualTo(new Decision.Missing(
                        Set.of(Reason.REQUESTED_ACR, Reason.POLICY), Set.of(SecondFactorKind.TOTP)));
    }

    private static DecisionContext asking(String... acrValues) {
        var request = new RequestContext(Set.of("openid"), Optional.empty(), List.of(acrValues));
        return new DecisionContext(ALICE, SHOP, request, NetworkContext.UNKNOWN, NOW);
    }

    @Test
    void a_rule_only_observes_until_it_is_enforced() {
        var deny =
                new PolicyRule("no", Optional.empty(), RuleConditions.NONE, new RuleOutcome.Deny(), Optional.of(NOW));
        var document = new PolicyDocument(List.of(deny, rule("all", new RuleOutcome.Observe())));

        PolicyRequirement before =
                SETTINGS.with(document.at(NOW.minusMillis(1))).requirement(CONTEXT);
        assertThat(before.deniedBy()).isEmpty();
        assertThat(before.fired()).extracting(PolicyRule::id).containsExactly("no", "all");
        assertThat(before.fired()).extracting(PolicyRule::outcome).containsOnly(new RuleOutcome.Observe());
        assertThat(before.fired().getFirst().enforceFrom()).contains(NOW);
        assertThat(document.at(NOW)).isEqualTo(document);
        assertThat(SETTINGS.with(document.at(NOW)).requirement(CONTEXT).deniedBy())
                .containsExactly("no");
    }

    @Test
    void a_sign_in_without_a_client_is_not_concerned() {
        var context = new DecisionContext(
                ALICE, new ClientContext(Acr.AAL1), RequestContext.NONE, NetworkContext.UNKNOWN, NOW);

        assertThat(policy(rule("no", new RuleOutcome.Deny())).decide(context, TWO_FACTORS))
                .isEqualTo(new Decision.OneFactor());
    }

    private static Decision decide(Proof second, PolicyRule... rules) {
        Proofs proofs = new Proofs(List.of(new Proof(AuthenticationMethod.PASSWORD, NOW.minusSeconds(1000)), second));
        return policy(rules).decide(CONTEXT, proofs);
    }

    private static Decision decide(PolicyRule... rules) {
        return policy(rules).decide(CONTEXT, TWO_FACTORS);
    }

    private static SecondFactorPolicy policy(PolicyRule... rules) {
        return SETTINGS.with(new PolicyDocument(Arrays.asList(rules)));
    }

    private static PolicyRule rule(String id, RuleOutcome outcome) {
        return new PolicyRule(id, Optional.empty(), RuleConditions.NONE, outcome);
    }
}
