package dev.albireo.oauth.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.albireo.protocol.Network;
import dev.albireo.protocol.OAuthError;
import dev.albireo.protocol.OAuthRefusal;
import dev.albireo.protocol.Sha256;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The budget of failed authentications of a client in a network, for all endpoints, authentication methods and replicas. An attempt is
 * reserved in the database before the check, and returned after a success.
 *
 * <p>Credentials that were recently verified here are checked without a reservation, because a repetition is no guess; so a client that
 * calls often costs no statement. One failure of the same client and network ends that.
 */
@Singleton
public class ClientFailureBudget {
    private static final Duration PROOF_LIFETIME = Duration.ofMinutes(5);
    private static final Set<OAuthError> FAILURES = Set.of(OAuthError.INVALID_CLIENT, OAuthError.INVALID_TOKEN);

    private final ClientFailureStore store;
    private final Clock clock;
    private final boolean enabled;
    private final Duration cost;
    private final Duration depth;
    private final Cache<String, String> proved;

    ClientFailureBudget(ClientFailureStore store, RateLimitConfig config, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.enabled = config.enabled();
        this.depth = config.failureWindow();
        this.cost = depth.dividedBy(config.failures());
        Ticker ticker = () -> clock.millis() * 1_000_000;
        this.proved = Caffeine.newBuilder()
                .maximumSize(config.callers())
                .expireAfterWrite(PROOF_LIFETIME)
                .ticker(ticker)
                .build();
    }

    /**
     * The presented credentials of a client.
     *
     * @param client the claimed id
     * @param address the network address of the request
     * @param tag equal for equal secrets, which cannot be derived from it; a constant where each proof differs
     */
    public record AuthenticationAttempt(String client, String address, String tag) {
        private String caller() {
            return client + "\n" + Network.of(address);
        }

        @Override
        public String toString() {
            return "Attempt[" + client + "]";
        }
    }

    /** Runs the check, which fails with {@code invalid_client} or {@code invalid_token}; 429 after too many failures. */
    public <T> Uni<T> check(AuthenticationAttempt attempt, Supplier<Uni<T>> check) {
        if (!enabled) {
            return check.get();
        }
        String caller = attempt.caller();
        if (attempt.tag().equals(proved.getIfPresent(caller))) {
            return Uni.createFrom()
                    .deferred(() -> check.get())
                    .onFailure(ClientFailureBudget::isFailure)
                    .recoverWithUni(failure -> {
                        proved.invalidate(caller);
                        return reserve(Sha256.of(caller))
                                .chain(() -> Uni.createFrom().failure(failure));
                    });
        }
        String key = Sha256.of(caller);
        return reserve(key)
                .chain(() -> check.get())
                .call(() -> store.refund(key, cost))
                .invoke(() -> proved.put(caller, attempt.tag()))
                .onFailure(ClientFailureBudget::isFailure)
                .invoke(() -> proved.invalidate(caller));
    }

    private Uni<Void> reserve(String key) {
        return store.reserve(key, cost, depth, clock.instant())
                .chain(wait -> wait.isZero()
                        ? Uni.createFrom().voidItem()
                        : Uni.createFrom()
                                .failure(OAuthError.TOO_MANY_REQUESTS.because(
                                        "too many failed authentications of this client; see Retry-After", wait)));
    }

    private static boolean isFailure(Throwable failure) {
        return failure instanceof OAuthRefusal refusal && FAILURES.contains(refusal.error());
    }
}
