package dev.albireo.policy;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Decides whether a second factor is required. Every endpoint that authenticates or authorizes uses this decision.
 *
 * @param highValueScopes a request for any of these scopes requires a second factor
 * @param shortMaxAge a {@code max_age} below this duration requires one; zero switches the rule off
 * @param elevationLifetime how long a second proof remains valid
 * @param users the rules about the user alone
 * @param trustedNetworks users with an address outside of them require one; a request that does not show the user's address does not
 * @param document the rules that administrators have declared
 */
public record SecondFactorPolicy(
        Set<String> highValueScopes,
        Duration shortMaxAge,
        Duration elevationLifetime,
        UserRequirements users,
        Predicate<InetAddress> trustedNetworks,
        PolicyDocument document) {

    /** A request for this scope of administrators cannot be denied by a declared rule: no policy locks out those who can change it. */
    public static final String NEVER_DENIED_SCOPE = "albireo:admin";

    /** Creates the policy without a rule about networks. */
    public SecondFactorPolicy(
            Set<String> highValueScopes, Duration shortMaxAge, Duration elevationLifetime, UserRequirements users) {
        this(highValueScopes, shortMaxAge, elevationLifetime, users, address -> true);
    }

    /** Creates the policy of the settings, without declared rules. */
    public SecondFactorPolicy(
            Set<String> highValueScopes,
            Duration shortMaxAge,
            Duration elevationLifetime,
            UserRequirements users,
            Predicate<InetAddress> trustedNetworks) {
        this(highValueScopes, shortMaxAge, elevationLifetime, users, trustedNetworks, PolicyDocument.EMPTY);
    }

    public SecondFactorPolicy {
        highValueScopes = Set.copyOf(highValueScopes);
    }

    /** Returns the same policy with these declared rules instead. */
    public SecondFactorPolicy with(PolicyDocument declared) {
        return new SecondFactorPolicy(
                highValueScopes, shortMaxAge, elevationLifetime, users, trustedNetworks, declared);
    }

    /**
     * The facts about the user that the rules read.
     *
     * @param groupRequires2fa whether a declared group of the user requires a second factor of its members
     * @param names the login name and the subject
     */
    public record UserContext(
            boolean requires2fa,
            boolean choseSecondFactor,
            Set<String> groups,
            boolean groupRequires2fa,
            Set<String> names) {
        /** A user of whom nothing is required. */
        public static final UserContext UNKNOWN = new UserContext(false, false, Set.of());

        public UserContext {
            groups = Set.copyOf(groups);
            names = Set.copyOf(names);
        }

        /** Creates the facts about a user whom no rule names. */
        public UserContext(
                boolean requires2fa, boolean choseSecondFactor, Set<String> groups, boolean groupRequires2fa) {
            this(requires2fa, choseSecondFactor, groups, groupRequires2fa, Set.of());
        }

        /** Creates the facts about a user without a declared group that requires a second factor. */
        public UserContext(boolean requires2fa, boolean choseSecondFactor, Set<String> groups) {
            this(requires2fa, choseSecondFactor, groups, false);
        }
    }

    /**
     * The client and its requirement for all of its users.
     *
     * @param id empty for a sign-in without a client, to which declared rules do not apply
     */
    public record ClientContext(Acr minimumAcr, Optional<String> id) {
        /** A sign-in without a client, or a client that no rule names. */
        public ClientContext(Acr minimumAcr) {
            this(minimumAcr, Optional.empty());
        }
    }

    /**
     * The facts about one request that the rules read.
     *
     * @param maxAge as in OpenID Connect Core section 3.1.2.1
     * @param acrValues in order of preference; values that this server does not know are ignored
     * @param resources of the tokens (RFC 8707)
     */
    public record RequestContext(
            Set<String> scopes, Optional<Duration> maxAge, List<String> acrValues, Set<String> resources) {
        public RequestContext {
            scopes = Set.copyOf(scopes);
            acrValues = List.copyOf(acrValues);
            resources = Set.copyOf(resources);
        }

        /** A request that names no resource. */
        public RequestContext(Set<String> scopes, Optional<Duration> maxAge, List<String> acrValues) {
            this(scopes, maxAge, acrValues, Set.of());
        }

        /** A request without particular demands, such as a plain login. */
        public static final RequestContext NONE = new RequestContext(Set.of(), Optional.empty(), List.of());
    }

    /** The outcome, with the rules that require a second factor; the set is empty when none does. */
    public sealed interface Decision {
        /** Returns whether the request may go on. */
        default boolean permits() {
            return this instanceof OneFactor || this instanceof Satisfied;
        }

        /** One factor is enough. */
        record OneFactor() implements Decision {}

        /** Two factors are required and were proved. */
        record Satisfied(Set<Reason> reasons) implements Decision {}

        /**
         * Two factors are required, and the second is missing, too old, or none of those that are accepted.
         *
         * @param accepted the second factors that satisfy it
         */
        record Missing(Set<Reason> reasons, Set<SecondFactorKind> accepted) implements Decision {
            /** Any second factor satisfies it. */
            public Missing(Set<Reason> reasons) {
                this(reasons, SecondFactorKind.ANY);
            }
        }

        /** Declared rules of these ids deny the request, whatever was proved. */
        record DeniedByRules(List<String> rules) implements Decision {}
    }

    /** Returns every reason for which this user, client and request require a second factor. */
    public Set<Reason> reasons(DecisionContext context) {
        return requirement(context).reasons();
    }

    /** Returns what the built-in and the declared rules require of this user, client and request. */
    public PolicyRequirement requirement(DecisionContext context) {
        return PolicyRequirement.of(
                builtIn(context),
                elevationLifetime,
                requested(context.request()),
                document.fired(context),
                !context.request().scopes().contains(NEVER_DENIED_SCOPE));
    }

    /** The built-in rules; those about the request have the conditions of declared ones. */
    private Set<Reason> builtIn(DecisionContext context) {
        Set<Reason> reasons = users.reasonsOf(context.user());
        if (RuleConditions.scopes(highValueScopes).test(context)) {
            reasons.add(Reason.HIGH_VALUE_SCOPE);
        }
        if (RuleConditions.maxAge(shortMaxAge.minusNanos(1)).test(context)) {
            reasons.add(Reason.SHORT_MAX_AGE);
        }
        if (!requested(context.request()).isEmpty()) {
            reasons.add(Reason.REQUESTED_ACR);
        }
        if (context.client().minimumAcr() == Acr.AAL2) {
            reasons.add(Reason.CLIENT_MINIMUM);
        }
        if (RuleConditions.networks(trustedNetworks.negate()).test(context)) {
            reasons.add(Reason.NETWORK);
        }
        return reasons;
    }

    /** Returns the decision on these proofs. */
    public Decision decide(DecisionContext context, Proofs proofs) {
        return evaluate(requirement(context), proofs, context.at());
    }

    /** Returns whether these proofs meet the requirement. */
    public static Decision evaluate(PolicyRequirement requirement, Proofs proofs, Instant at) {
        if (!requirement.deniedBy().isEmpty()) {
            return new Decision.DeniedByRules(requirement.deniedBy());
        }
        if (requirement.reasons().isEmpty()) {
            return new Decision.OneFactor();
        }
        boolean proved = proofs.hasRecentSecondFactor(requirement.maxAge(), at)
                && proofs.includes(requirement.accepted(), at.minus(requirement.maxAge()))
                && (requirement.requested().isEmpty()
                        || requirement.requested().stream()
                                .anyMatch(acr -> acr.isMetBy(proofs, requirement.maxAge(), at)));
        return proved
                ? new Decision.Satisfied(requirement.reasons())
                : new Decision.Missing(requirement.reasons(), requirement.toProve());
    }

    /** Returns the known values, of which any satisfies the request (RFC 9470 section 4); none if one factor satisfies it. */
    private List<AcrDefinition> requested(RequestContext request) {
        return request.acrValues().contains(Acr.AAL1.value())
                ? List.of()
                : request.acrValues().stream()
                        .map(this::definition)
                        .flatMap(Optional::stream)
                        .toList();
    }

    private Optional<AcrDefinition> definition(String value) {
        return Stream.concat(Stream.of(AcrDefinition.AAL2, AcrDefinition.PHR), document.acrs().stream())
                .filter(acr -> acr.value().equals(value))
                .findFirst();
    }

    /** Returns the values of {@code acr} that a request can ask for. */
    public List<String> acrValues() {
        return Stream.concat(
                        Stream.of(Acr.AAL1.value(), Acr.AAL2.value(), AcrDefinition.PHR.value()),
                        document.acrs().stream().map(AcrDefinition::value))
                .toList();
    }

    /**
     * Returns the most preferred of the requested values that the proofs meet, for a request that was made at this time; empty if that is one
     * of {@link Acr}, which follows from the proofs alone.
     */
    public Optional<String> metAcr(List<String> requested, Proofs proofs, Instant at) {
        return requested.stream()
                .filter(value -> value.equals(Acr.AAL1.value())
                        || definition(value)
                                .filter(acr -> acr.isMetBy(proofs, elevationLifetime, at))
                                .isPresent())
                .findFirst()
                .filter(value -> Acr.of(value).isEmpty());
    }
}
