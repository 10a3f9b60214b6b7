package dev.albireo.policy;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Decides whether a second factor is required. Every endpoint that authenticates or authorizes uses this decision.
 *
 * @param highValueScopes a request for any of these scopes requires a second factor
 * @param shortMaxAge a {@code max_age} below this duration requires one; zero switches the rule off
 * @param elevationLifetime how long a second proof remains valid
 * @param users the rules about the user alone
 * @param trustedNetworks users with an address outside of them require one; a request that does not show the user's address does not
 */
public record SecondFactorPolicy(
        Set<String> highValueScopes,
        Duration shortMaxAge,
        Duration elevationLifetime,
        UserRequirements users,
        Predicate<InetAddress> trustedNetworks) {

    /** Creates the policy without a rule about networks. */
    public SecondFactorPolicy(
            Set<String> highValueScopes, Duration shortMaxAge, Duration elevationLifetime, UserRequirements users) {
        this(highValueScopes, shortMaxAge, elevationLifetime, users, address -> true);
    }

    public SecondFactorPolicy {
        highValueScopes = Set.copyOf(highValueScopes);
    }

    /**
     * The facts about the user that the rules read.
     *
     * @param groupRequires2fa whether a declared group of the user requires a second factor of its members
     */
    public record UserContext(
            boolean requires2fa, boolean choseSecondFactor, Set<String> groups, boolean groupRequires2fa) {
        /** A user of whom nothing is required. */
        public static final UserContext UNKNOWN = new UserContext(false, false, Set.of());

        public UserContext {
            groups = Set.copyOf(groups);
        }

        /** Creates the facts about a user without a declared group that requires a second factor. */
        public UserContext(boolean requires2fa, boolean choseSecondFactor, Set<String> groups) {
            this(requires2fa, choseSecondFactor, groups, false);
        }
    }

    /** The requirement of the client, for all of its users. */
    public record ClientContext(Acr minimumAcr) {}

    /**
     * The facts about one request that the rules read.
     *
     * @param maxAge as in OpenID Connect Core section 3.1.2.1
     * @param acrValues in order of preference; values that this server does not know are ignored
     */
    public record RequestContext(Set<String> scopes, Optional<Duration> maxAge, List<String> acrValues) {
        public RequestContext {
            scopes = Set.copyOf(scopes);
            acrValues = List.copyOf(acrValues);
        }

        /** A request without particular demands, such as a plain login. */
        public static final RequestContext NONE = new RequestContext(Set.of(), Optional.empty(), List.of());
    }

    /** The outcome, with the rules that require a second factor; the set is empty when none does. */
    public sealed interface Decision {
        /** One factor is enough. */
        record OneFactor() implements Decision {}

        /** Two factors are required and were proved. */
        record Satisfied(Set<Reason> reasons) implements Decision {}

        /** Two factors are required, and the second is missing or too old. */
        record Missing(Set<Reason> reasons) implements Decision {}
    }

    /** Returns every rule that applies to this user, client and request. */
    public Set<Reason> reasons(DecisionContext context) {
        RequestContext request = context.request();
        Set<Reason> reasons = users.reasonsOf(context.user());
        if (request.scopes().stream().anyMatch(highValueScopes::contains)) {
            reasons.add(Reason.HIGH_VALUE_SCOPE);
        }
        if (request.maxAge().filter(maxAge -> maxAge.compareTo(shortMaxAge) < 0).isPresent()) {
            reasons.add(Reason.SHORT_MAX_AGE);
        }
        if (weakestAcceptable(request) == Acr.AAL2) {
            reasons.add(Reason.REQUESTED_ACR);
        }
        if (context.client().minimumAcr() == Acr.AAL2) {
            reasons.add(Reason.CLIENT_MINIMUM);
        }
        if (context.network().user().filter(trustedNetworks.negate()).isPresent()) {
            reasons.add(Reason.NETWORK);
        }
        return reasons;
    }

    /** Returns the decision on these proofs. */
    public Decision decide(DecisionContext context, Proofs proofs) {
        return evaluate(reasons(context), proofs, context.at());
    }

    /** Returns the decision on these proofs where {@code reasons} demand a second factor. */
    public Decision evaluate(Set<Reason> reasons, Proofs proofs, Instant now) {
        if (reasons.isEmpty()) {
            return new Decision.OneFactor();
        }
        return proofs.hasRecentSecondFactor(elevationLifetime, now)
                ? new Decision.Satisfied(reasons)
                : new Decision.Missing(reasons);
    }

    /** Returns the weakest known value: any of the listed ones satisfies the request (RFC 9470 section 4). */
    private static Acr weakestAcceptable(RequestContext request) {
        return request.acrValues().stream()
                .map(Acr::of)
                .flatMap(Optional::stream)
                .min(Acr::compareTo)
                .orElse(Acr.AAL1);
    }
}
