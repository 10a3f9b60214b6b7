package dev.albireo.oauth.twofactor;

import static java.util.stream.Collectors.joining;

import dev.albireo.oauth.policy.SecondFactorPolicies;
import dev.albireo.oauth.session.UserProjection;
import dev.albireo.policy.DecisionContext;
import dev.albireo.policy.NetworkContext;
import dev.albireo.policy.PolicyRequirement;
import dev.albireo.policy.PolicyRule;
import dev.albireo.policy.Reason;
import dev.albireo.policy.RuleCondition;
import dev.albireo.policy.SecondFactorKind;
import dev.albireo.policy.SecondFactorPolicy;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Explains the second-factor decision: it evaluates the same policy as the endpoints, and says why each rule applies. */
@Singleton
class ExplainSecondFactor {
    private final SecondFactorPolicies policies;
    private final Clock clock;

    ExplainSecondFactor(SecondFactorPolicies policies, Clock clock) {
        this.policies = policies;
        this.clock = clock;
    }

    /**
     * A rule that requires a second factor.
     *
     * @param because why it applies, in English, for administrators
     */
    record AppliedRule(Reason rule, String because) {}

    /**
     * A rule of the declared policy.
     *
     * @param outcome {@code require}, {@code deny} or {@code observe}, as the rule counts at the time
     * @param enforceFrom from when the outcome of the document counts; empty if it always does
     * @param unmet the conditions that do not hold, by their names in the document; empty if the rule fires
     */
    record DeclaredRule(
            String id,
            Optional<String> description,
            String outcome,
            Optional<Instant> enforceFrom,
            boolean fired,
            List<String> unmet) {}

    /**
     * The decision on a request.
     *
     * @param enabled whether the account is; a disabled one is refused whatever was proved
     * @param denied whether declared rules deny the request, whatever was proved
     * @param rules those that require a second factor, in the order of {@link Reason}; none if one factor is enough
     * @param policy all declared rules, in the order of the document; none without a client, to whose requests alone they apply
     * @param accepted the second factors that satisfy the request
     * @param proofMaxAgeSeconds how long a second proof remains valid
     */
    record SecondFactorExplanation(
            boolean enabled,
            boolean denied,
            List<AppliedRule> rules,
            List<DeclaredRule> policy,
            List<String> accepted,
            long proofMaxAgeSeconds) {}

    /** Returns the decision at a time, by default now, on what is declared now. */
    Uni<SecondFactorExplanation> explain(UserProjection user, DescribedRequest request, Optional<Instant> at) {
        Instant time = at.orElseGet(clock::instant);
        return policies.at(time).map(policy -> explain(policy, user, request, time));
    }

    private static SecondFactorExplanation explain(
            SecondFactorPolicy policy, UserProjection user, DescribedRequest request, Instant time) {
        var context = new DecisionContext(
                user.asUser(),
                request.clientContext(),
                request.requestContext(),
                new NetworkContext(request.address()),
                time);
        PolicyRequirement requirement = policy.requirement(context);
        return new SecondFactorExplanation(
                user.enabled(),
                !requirement.deniedBy().isEmpty(),
                requirement.reasons().stream()
                        .sorted()
                        .map(reason -> new AppliedRule(reason, because(reason, policy, user, request, requirement)))
                        .toList(),
                context.client().id().isEmpty()
                        ? List.of()
                        : policy.document().rules().stream()
                                .map(rule -> declared(rule, context))
                                .toList(),
                requirement.toProve().stream().map(SecondFactorKind::word).toList(),
                requirement.maxAge().toSeconds());
    }

    private static DeclaredRule declared(PolicyRule rule, DecisionContext context) {
        List<String> unmet = rule.conditions().unmet(context).stream()
                .map(RuleCondition::field)
                .toList();
        return new DeclaredRule(
                rule.id(), rule.description(), rule.outcome().word(), rule.enforceFrom(), unmet.isEmpty(), unmet);
    }

    private static String because(
            Reason reason,
            SecondFactorPolicy policy,
            UserProjection user,
            DescribedRequest request,
            PolicyRequirement requirement) {
        return switch (reason) {
            case ADMIN_REQUIRED -> "an administrator requires it of the user";
            case USER_CHOICE -> "the user has switched it on";
            case GROUP -> group(policy, user);
            case HIGH_VALUE_SCOPE ->
                "albireo.two-factor.high-value-scopes contains "
                        + listed(request.scopes(), policy.highValueScopes()::contains);
            case SHORT_MAX_AGE ->
                "max_age is " + request.maxAge().orElseThrow().toSeconds() + " seconds, below the "
                        + policy.shortMaxAge().toSeconds() + " of albireo.two-factor.short-max-age";
            case REQUESTED_ACR -> "acr_values asks for " + String.join(" ", request.acrValues());
            case CLIENT_MINIMUM ->
                "the client " + request.client().orElseThrow().id() + " requires it of all its users";
            case NETWORK ->
                request.address().orElseThrow().getHostAddress() + " is outside of albireo.two-factor.trusted-networks";
            case POLICY ->
                "the declared policy requires it by "
                        + requirement.requiring().stream().map(PolicyRule::id).collect(joining(" "));
        };
    }

    private static String group(SecondFactorPolicy policy, UserProjection user) {
        String configured = listed(user.groups(), policy.users().groups()::contains);
        return user.groupRequires2fa()
                ? "a declared group of the user requires it of its members"
                : "albireo.two-factor.groups contains " + configured;
    }

    private static String listed(Collection<String> names, Predicate<String> which) {
        return names.stream().filter(which).sorted().collect(joining(" "));
    }
}
