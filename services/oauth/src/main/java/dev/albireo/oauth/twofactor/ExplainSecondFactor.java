package dev.albireo.oauth.twofactor;

import static java.util.stream.Collectors.joining;

import dev.albireo.oauth.session.UserProjection;
import dev.albireo.policy.DecisionContext;
import dev.albireo.policy.NetworkContext;
import dev.albireo.policy.Reason;
import dev.albireo.policy.SecondFactorPolicy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/** Explains the second-factor decision: it evaluates the same policy as the endpoints, and says why each rule applies. */
@Singleton
class ExplainSecondFactor {
    private final SecondFactorPolicy policy;
    private final Clock clock;

    ExplainSecondFactor(SecondFactorPolicy policy, Clock clock) {
        this.policy = policy;
        this.clock = clock;
    }

    /**
     * A rule that requires a second factor.
     *
     * @param because why it applies, in English, for administrators
     */
    record AppliedRule(Reason rule, String because) {}

    /**
     * The decision on a request.
     *
     * @param enabled whether the account is; a disabled one is refused whatever was proved
     * @param rules those that require a second factor, in the order of {@link Reason}; none if one factor is enough
     * @param proofMaxAgeSeconds how long a second proof remains valid
     */
    record SecondFactorExplanation(boolean enabled, List<AppliedRule> rules, long proofMaxAgeSeconds) {}

    SecondFactorExplanation explain(UserProjection user, DescribedRequest request) {
        var context = new DecisionContext(
                user.asUser(),
                request.clientContext(),
                request.requestContext(),
                new NetworkContext(request.address()),
                clock.instant());
        return new SecondFactorExplanation(
                user.enabled(),
                policy.reasons(context).stream()
                        .sorted()
                        .map(reason -> new AppliedRule(reason, because(reason, user, request)))
                        .toList(),
                policy.elevationLifetime().toSeconds());
    }

    private String because(Reason reason, UserProjection user, DescribedRequest request) {
        return switch (reason) {
            case ADMIN_REQUIRED -> "an administrator requires it of the user";
            case USER_CHOICE -> "the user has switched it on";
            case GROUP -> group(user);
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
        };
    }

    private String group(UserProjection user) {
        String configured = listed(user.groups(), policy.users().groups()::contains);
        return user.groupRequires2fa()
                ? "a declared group of the user requires it of its members"
                : "albireo.two-factor.groups contains " + configured;
    }

    private static String listed(Collection<String> names, Predicate<String> which) {
        return names.stream().filter(which).sorted().collect(joining(" "));
    }
}
