package dev.albireo.credentials.oauth;

import dev.albireo.web.TwoFactorGroupsConfig;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/**
 * Reports not ready if this replica has started with another value of {@code albireo.two-factor.groups} than {@code oauth} has, until both
 * are equal. An {@code oauth} that does not answer is no reason. Once both were equal the comparison ends: while a change of the setting is
 * rolled out, the replicas that run keep serving.
 */
@Readiness
@ApplicationScoped
class TwoFactorGroupsReadiness implements HealthCheck {
    private enum Comparison {
        PENDING,
        DIFFERENT,
        EQUAL
    }

    private final OAuthServiceClient oauth;
    private final Set<String> groups;
    private final AtomicReference<Comparison> comparison = new AtomicReference<>(Comparison.PENDING);

    /** The names of the groups at {@code oauth}. */
    record TwoFactorGroups(Set<String> groups) {
        TwoFactorGroups {
            groups = Set.copyOf(groups);
        }
    }

    TwoFactorGroupsReadiness(@RestClient OAuthServiceClient oauth, TwoFactorGroupsConfig config) {
        this.oauth = oauth;
        this.groups = config.all();
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("two-factor groups")
                .status(comparison.get() != Comparison.DIFFERENT)
                .build();
    }

    @Scheduled(
            every = "5s",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> compare() {
        return comparison.get() == Comparison.EQUAL
                ? Uni.createFrom().voidItem()
                : oauth.twoFactorGroups()
                        .invoke(found -> compareWith(found.groups()))
                        .onFailure()
                        .invoke(e -> Log.debugf("two-factor groups not compared error=%s", e.toString()))
                        .onFailure()
                        .recoverWithNull()
                        .replaceWithVoid();
    }

    private void compareWith(Set<String> others) {
        if (groups.equals(others)) {
            comparison.set(Comparison.EQUAL);
        } else if (comparison.getAndSet(Comparison.DIFFERENT) != Comparison.DIFFERENT) {
            Log.errorf(
                    "albireo.two-factor.groups differs, not ready until both services are started with the same value"
                            + " credentials=%s oauth=%s",
                    groups, others);
        }
    }
}
