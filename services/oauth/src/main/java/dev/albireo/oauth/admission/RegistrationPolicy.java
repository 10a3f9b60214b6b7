package dev.albireo.oauth.admission;

import dev.albireo.protocol.Network;
import dev.albireo.protocol.OAuthError;
import dev.albireo.protocol.OAuthRefusal;
import dev.albireo.protocol.OpaqueToken;
import dev.albireo.protocol.OpaqueToken.OpaqueTokenType;
import dev.albireo.web.MissingBearerToken;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Admits client registrations: by an initial access token, or within a limit per network. */
@ApplicationScoped
public class RegistrationPolicy {
    private final InitialTokenStore tokens;
    private final RegistrationAttemptStore tries;
    private final RegistrationLimitsConfig config;
    private final Clock clock;

    RegistrationPolicy(
            InitialTokenStore tokens, RegistrationAttemptStore tries, RegistrationLimitsConfig config, Clock clock) {
        this.tokens = tokens;
        this.tries = tries;
        this.config = config;
        this.clock = clock;
    }

    /** The result of an admission; {@code token} is the id of an initial access token, which is not used yet. */
    public record RegistrationPermit(Optional<UUID> token) {}

    /**
     * Admits or rejects a registration, before any other check. A request with a token is limited by the token alone.
     *
     * @param bearer the presented token, if any
     * @param required whether a token is required
     */
    public Uni<RegistrationPermit> admit(Optional<String> bearer, boolean required, String address) {
        if (bearer.isPresent()) {
            return found(bearer.get(), clock.instant());
        }
        if (required) {
            throw new MissingBearerToken();
        }
        return tries.reserve(Network.of(address), config.clientsPerNetwork(), config.window(), clock.instant())
                .map(full -> {
                    full.ifPresent(RegistrationPolicy::refuse);
                    return new RegistrationPermit(Optional.empty());
                });
    }

    private static void refuse(Duration wait) {
        throw OAuthError.TOO_MANY_REQUESTS.because("too many registrations from this network; see Retry-After", wait);
    }

    /** Uses the token in the transaction that creates the client; rejected if another request was faster. */
    public Uni<Void> useToken(Mutiny.Session session, RegistrationPermit permit) {
        return permit.token()
                .map(id -> tokens.use(session, id, clock.instant())
                        .invoke(redeemed -> {
                            if (!redeemed) {
                                throw invalidToken();
                            }
                        })
                        .replaceWithVoid())
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private Uni<RegistrationPermit> found(String bearer, Instant now) {
        return OpaqueToken.parse(OpaqueTokenType.INITIAL_ACCESS, bearer)
                .map(token -> tokens.find(token.hash(), now))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()))
                .map(found -> new RegistrationPermit(Optional.of(found.orElseThrow(RegistrationPolicy::invalidToken))));
    }

    /** Returns the same error for a token that never existed, expired, was revoked or is used up. */
    private static OAuthRefusal invalidToken() {
        return OAuthError.INVALID_TOKEN.because("the initial access token is invalid, expired, revoked or used up");
    }
}
