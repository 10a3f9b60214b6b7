package dev.albireo.oauth.client.registration;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.events.AuditAction;
import dev.albireo.events.AuditRecorded;
import dev.albireo.oauth.admission.RegistrationPolicy;
import dev.albireo.oauth.admission.RegistrationPolicy.RegistrationPermit;
import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.ClientEntity;
import dev.albireo.oauth.client.ClientRepository;
import dev.albireo.oauth.client.authentication.StoredClientSecrets;
import dev.albireo.oauth.client.metadata.ClientMetadata;
import dev.albireo.oauth.key.OpaqueTokenGenerator;
import dev.albireo.outbox.Audit;
import dev.albireo.outbox.Outbox;
import dev.albireo.protocol.OAuthError;
import dev.albireo.protocol.OpaqueToken;
import dev.albireo.protocol.OpaqueToken.OpaqueTokenType;
import dev.albireo.web.IdGenerator;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** Registers a client dynamically (RFC 7591 section 3), as far as the operator permits. */
@ApplicationScoped
@Startup
class RegisterClient {
    private final ClientRepository repository;
    private final RegistrationTokenStore tokens;
    private final StoredClientSecrets secrets;
    private final RegistrationRules rules;
    private final RegistrationPolicy registrationPolicy;
    private final ClientRegistrationReader read;
    private final Outbox outbox;
    private final Audit audit;
    private final OpaqueTokenGenerator tokenGenerator;
    private final IdGenerator ids;
    private final Counter registered;
    private final Clock clock;

    RegisterClient(
            ClientRepository repository,
            RegistrationTokenStore tokens,
            StoredClientSecrets secrets,
            RegistrationRules rules,
            RegistrationPolicy registrationPolicy,
            ClientRegistrationReader read,
            Outbox outbox,
            Audit audit,
            OpaqueTokenGenerator tokenGenerator,
            IdGenerator ids,
            MeterRegistry meters,
            Clock clock) {
        this.repository = repository;
        this.tokens = tokens;
        this.secrets = secrets;
        this.rules = rules;
        this.registrationPolicy = registrationPolicy;
        this.read = read;
        this.outbox = outbox;
        this.audit = audit;
        this.tokenGenerator = tokenGenerator;
        this.ids = ids;
        this.registered = meters.counter("albireo.client.registrations");
        this.clock = clock;
    }

    /**
     * The current client.
     *
     * @param secret its secret, if it has just been issued; it is never returned again
     * @param token its registration access token
     */
    record RegistrationResult(Client client, Optional<String> secret, String token) {
        @Override
        public String toString() {
            return "Registered[" + client.id() + "]";
        }
    }

    /** Rejects the request where registration is closed. */
    void requireOpen() {
        if (!rules.isOpen()) {
            throw OAuthError.ACCESS_DENIED.because(
                    "dynamic registration is closed; an administrator registers clients");
        }
    }

    Uni<RegistrationResult> register(JsonNode body, Optional<String> bearer, String address) {
        requireOpen();
        return registrationPolicy
                .admit(bearer, rules.requiresToken(), address)
                .chain(permit -> read.read(body).chain(metadata -> add(metadata, permit, address)));
    }

    private Uni<RegistrationResult> add(ClientMetadata metadata, RegistrationPermit permit, String address) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        String id = ids.next().toString();
        OpaqueToken token = tokenGenerator.next(OpaqueTokenType.REGISTRATION_ACCESS);
        Optional<String> secret = metadata.authentication().method().hasSecret()
                ? Optional.of(tokenGenerator.next(OpaqueTokenType.CLIENT_SECRET).value())
                : Optional.empty();
        Client client = new Client(id, metadata, secret.map(text -> secrets.hash(id, text)), true, now);
        return Panache.withTransaction(() -> repository
                        .persist(ClientEntity.of(client))
                        .chain(Panache::getSession)
                        .call(Mutiny.Session::flush)
                        .call(session -> registrationPolicy.useToken(session, permit))
                        .call(session -> tokens.add(session, id, token.hash(), now))
                        .call(session -> outbox.append(session, audited(client, permit, address))))
                .invoke(done -> registered.increment())
                .replaceWith(new RegistrationResult(client, secret, token.value()));
    }

    private AuditRecorded audited(Client client, RegistrationPermit permit, String address) {
        Map<String, String> detail = new LinkedHashMap<>(Map.of("name", client.name()));
        permit.token().ifPresent(id -> detail.put("initialAccessToken", id.toString()));
        return audit.success(Audit.ANONYMOUS, AuditAction.CLIENT_REGISTER, client.id(), detail, address);
    }
}
