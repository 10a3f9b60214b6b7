package dev.albireo.oauth.policy;

import dev.albireo.policy.PolicyDocument;
import dev.albireo.policy.SecondFactorPolicy;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The second-factor policy in force: the built-in rules with the operator's settings, and those that administrators have declared. A change
 * takes effect with the next request: immediately on the replica that made it, elsewhere when PostgreSQL's notification arrives.
 */
@Singleton
public class SecondFactorPolicies {
    private final SecondFactorPolicy settings;
    private final SecondFactorPolicyStore store;
    private final PolicyCache cache;
    private final Clock clock;

    SecondFactorPolicies(SecondFactorPolicy settings, SecondFactorPolicyStore store, PolicyCache cache, Clock clock) {
        this.settings = settings;
        this.store = store;
        this.cache = cache;
        this.clock = clock;
    }

    /** Returns the policy in force; fails if it cannot be read, so that no request is decided without it. */
    public Uni<SecondFactorPolicy> current() {
        return at(clock.instant());
    }

    /** Returns what is declared now, as it counts at a time. */
    public Uni<SecondFactorPolicy> at(Instant time) {
        Optional<PolicyDocument> known = cache.find();
        return (known.isPresent() ? Uni.createFrom().item(known.get()) : read())
                .map(document -> settings.with(document.at(time)));
    }

    private Uni<PolicyDocument> read() {
        long moment = cache.moment();
        return store.inForce().map(SecondFactorPolicies::document).invoke(document -> cache.remember(document, moment));
    }

    private static PolicyDocument document(List<PolicyVersion> policies) {
        List<PolicyDocument> documents = policies.stream()
                .flatMap(policy ->
                        policy.document().stream().map(document -> PolicyDeclaration.read(policy.id(), document)))
                .toList();
        return new PolicyDocument(
                documents.stream()
                        .flatMap(document -> document.rules().stream())
                        .toList(),
                documents.stream().flatMap(document -> document.acrs().stream()).toList());
    }
}
