package dev.albireo.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * When is a second factor required? The one decision of the whole system; every door asks it.
 *
 * @param highValueScopes a request for any of them needs a second factor
 * @param shortMaxAge a {@code max_age} below this needs one; zero switches the rule off
 * @param elevationLifetime how long a second proof holds
 * @param groups members of any of these groups need one
 */
public record SecondFactorPolicy(
        Set<String> highValueScopes, Duration shortMaxAge, Duration elevationLifetime, Set<String> groups) {

    public SecondFactorPolicy {
        highValueScopes = Set.copyOf(highValueScopes);
        groups = Set.copyOf(groups);
    }

    /** What is known of the user. */
    public record User(boolean requires2fa, boolean choseSecondFactor, Set<String> groups) {
        public User {
            groups = Set.copyOf(groups);
        }
    }

    /** What the client demands of everybody. */
    public record Client(Acr minimumAcr) {}

    /**
     * What one request asks for.
     *
     * @param maxAge as in OpenID Connect Core section 3.1.2.1
     * @param acrValues in order of preference; those this server does not know are ignored
     */
    public record Request(Set<String> scopes, Optional<Duration> maxAge, List<String> acrValues) {
        public Request {
            scopes = Set.copyOf(scopes);
            acrValues = List.copyOf(acrValues);
        }

        /** Asks for nothing in particular, as a plain login. */
        public static final Request NONE = new Request(Set.of(), Optional.empty(), List.of());
    }

    /** Which rules demand a second factor; empty when none does. */
    public sealed interface Verdict {
        /** One factor is enough. */
        record OneFactor() implements Verdict {}

        /** Two are required and were proved. */
        record Proved(Set<Reason> reasons) implements Verdict {}

        /** Two are required and were not proved, or too long ago. */
        record Missing(Set<Reason> reasons) implements Verdict {}
    }

    /** The rules about the user alone: what a login knows before any request. */
    public Set<Reason> reasonsOf(User user) {
        EnumSet<Reason> reasons = EnumSet.noneOf(Reason.class);
        if (user.requires2fa()) {
            reasons.add(Reason.ADMIN_REQUIRED);
        }
        if (user.choseSecondFactor()) {
            reasons.add(Reason.USER_CHOICE);
        }
        if (user.groups().stream().anyMatch(groups::contains)) {
            reasons.add(Reason.GROUP);
        }
        return reasons;
    }

    /** Every rule that fires for this user, client and request. */
    public Set<Reason> reasons(User user, Client client, Request request) {
        Set<Reason> reasons = reasonsOf(user);
        if (request.scopes().stream().anyMatch(highValueScopes::contains)) {
            reasons.add(Reason.HIGH_VALUE_SCOPE);
        }
        if (request.maxAge().filter(maxAge -> maxAge.compareTo(shortMaxAge) < 0).isPresent()) {
            reasons.add(Reason.SHORT_MAX_AGE);
        }
        if (weakestAcceptable(request) == Acr.AAL2) {
            reasons.add(Reason.REQUESTED_ACR);
        }
        if (client.minimumAcr() == Acr.AAL2) {
            reasons.add(Reason.CLIENT_MINIMUM);
        }
        return reasons;
    }

    /** The verdict on these proofs. */
    public Verdict decide(User user, Client client, Request request, Proofs proofs, Instant now) {
        return judge(reasons(user, client, request), proofs, now);
    }

    /** The verdict on these proofs where {@code reasons} demand a second factor. */
    public Verdict judge(Set<Reason> reasons, Proofs proofs, Instant now) {
        if (reasons.isEmpty()) {
            return new Verdict.OneFactor();
        }
        return proofs.secondFactorHolds(elevationLifetime, now)
                ? new Verdict.Proved(reasons)
                : new Verdict.Missing(reasons);
    }

    /** RFC 9470 section 4: any of the listed values will do, so the weakest known one is what must be met. */
    private static Acr weakestAcceptable(Request request) {
        return request.acrValues().stream()
                .map(Acr::of)
                .flatMap(Optional::stream)
                .min(Acr::compareTo)
                .orElse(Acr.AAL1);
    }
}
