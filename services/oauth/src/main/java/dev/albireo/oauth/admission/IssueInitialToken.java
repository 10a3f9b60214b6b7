package dev.albireo.oauth.admission;

import dev.albireo.events.AuditAction;
import dev.albireo.oauth.key.OpaqueTokenGenerator;
import dev.albireo.oauth.param.Parameters;
import dev.albireo.outbox.Audit;
import dev.albireo.protocol.OpaqueToken;
import dev.albireo.protocol.OpaqueToken.OpaqueTokenType;
import dev.albireo.web.IdGenerator;
import dev.albireo.web.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Issues, lists and revokes initial access tokens on behalf of an administrator. */
@ApplicationScoped
class IssueInitialToken {
    private static final int MAX_LABEL_LENGTH = 100;
    private static final int MAX_LISTED = 500;

    private final InitialTokenStore store;
    private final RegistrationLimitsConfig config;
    private final OpaqueTokenGenerator tokenGenerator;
    private final Audit audit;
    private final IdGenerator ids;
    private final Clock clock;

    IssueInitialToken(
            InitialTokenStore store,
            RegistrationLimitsConfig config,
            OpaqueTokenGenerator tokenGenerator,
            Audit audit,
            IdGenerator ids,
            Clock clock) {
        this.store = store;
        this.config = config;
        this.tokenGenerator = tokenGenerator;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
    }

    /** The requested properties; empty ones are as configured, and one client. */
    record InitialTokenRequest(String label, Optional<Integer> maxClients, Optional<Duration> lifetime) {}

    /** The token, which is shown once, and its stored properties. */
    record Issued(String value, InitialToken token) {
        @Override
        public String toString() {
            return "Issued[" + token.id() + "]";
        }
    }

    Uni<Issued> issue(InitialTokenRequest request, String actor) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        OpaqueToken value = tokenGenerator.next(OpaqueTokenType.INITIAL_ACCESS);
        InitialToken token = new InitialToken(
                ids.next(),
                label(request.label()),
                actor,
                now,
                now.plus(lifetime(request.lifetime().orElse(config.tokenLifetime()))),
                maxClients(request.maxClients().orElse(1)),
                0,
                Optional.empty());
        var record = audit.success(
                actor,
                AuditAction.INITIAL_ACCESS_TOKEN_ISSUE,
                token.id().toString(),
                Map.of("label", token.label(), "clients", String.valueOf(token.maxClients())),
                null);
        return store.add(token, value.hash(), record).replaceWith(new Issued(value.value(), token));
    }

    Uni<InitialToken> revoke(UUID id, String actor) {
        var record = audit.success(actor, AuditAction.INITIAL_ACCESS_TOKEN_REVOKE, id.toString(), Map.of(), null);
        return store.revoke(id, clock.instant(), record)
                .map(found -> found.orElseThrow(() -> Problem.NOT_FOUND.because("initial access token not found")));
    }

    Uni<List<InitialToken>> list() {
        return store.list(MAX_LISTED);
    }

    private static String label(String label) {
        String line = label.strip();
        if (line.isEmpty() || line.length() > MAX_LABEL_LENGTH || !Parameters.isText(line)) {
            throw Problem.UNPROCESSABLE.because(
                    "label must be text of 1 to " + MAX_LABEL_LENGTH + " characters", "label");
        }
        return line;
    }

    private int maxClients(int limit) {
        if (limit < 1 || limit > config.mostClientsPerToken()) {
            throw Problem.UNPROCESSABLE.because("clients must be from 1 to " + config.mostClientsPerToken(), "clients");
        }
        return limit;
    }

    private Duration lifetime(Duration lifetime) {
        if (!lifetime.isPositive() || lifetime.compareTo(config.longestTokenLifetime()) > 0) {
            throw Problem.UNPROCESSABLE.because(
                    "lifetime must be positive and at most " + config.longestTokenLifetime(), "lifetime");
        }
        return lifetime;
    }
}
