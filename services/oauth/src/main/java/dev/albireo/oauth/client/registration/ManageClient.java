package dev.albireo.oauth.client.registration;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.events.AuditAction;
import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.ClientCache;
import dev.albireo.oauth.client.ClientEntity;
import dev.albireo.oauth.client.ClientRepository;
import dev.albireo.oauth.client.authentication.StoredClientSecrets;
import dev.albireo.oauth.client.metadata.ClientMetadata;
import dev.albireo.oauth.client.registration.RegisterClient.RegistrationResult;
import dev.albireo.oauth.key.OpaqueTokenGenerator;
import dev.albireo.oauth.limit.ClientFailureBudget;
import dev.albireo.oauth.limit.ClientFailureBudget.AuthenticationAttempt;
import dev.albireo.outbox.Audit;
import dev.albireo.outbox.Outbox;
import dev.albireo.protocol.OAuthError;
import dev.albireo.protocol.OAuthRefusal;
import dev.albireo.protocol.OpaqueToken;
import dev.albireo.protocol.OpaqueToken.OpaqueTokenType;
import dev.albireo.web.MissingBearerToken;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Client configuration management (RFC 7592 section 2): a client manages its registration until an administrator declares it. A replacement
 * issues another registration access token and invalidates the previous one. Deleting the client ends its grants.
 */
@ApplicationScoped
class ManageClient {
    private static final List<String> OURS = List.of(
            "registration_access_token", "registration_client_uri", "client_secret_expires_at", "client_id_issued_at");

    private final ClientRepository repository;
    private final RegistrationTokenStore tokens;
    private final StoredClientSecrets secrets;
    private final ClientFailureBudget attempts;
    private final ClientRegistrationReader read;
    private final Audit audit;
    private final Outbox outbox;
    private final OpaqueTokenGenerator tokenGenerator;
    private final Clock clock;
    private final ClientCache cache;

    ManageClient(
            ClientRepository repository,
            RegistrationTokenStore tokens,
            StoredClientSecrets secrets,
            ClientFailureBudget attempts,
            ClientRegistrationReader read,
            Audit audit,
            Outbox outbox,
            OpaqueTokenGenerator tokenGenerator,
            Clock clock,
            ClientCache cache) {
        this.repository = repository;
        this.tokens = tokens;
        this.secrets = secrets;
        this.attempts = attempts;
        this.read = read;
        this.audit = audit;
        this.outbox = outbox;
        this.tokenGenerator = tokenGenerator;
        this.clock = clock;
        this.cache = cache;
    }

    /** A request with its registration access token and network address. */
    record Call(String id, Optional<String> bearer, String address) {
        private OpaqueToken token() {
            return OpaqueToken.parse(OpaqueTokenType.REGISTRATION_ACCESS, bearer.orElseThrow(MissingBearerToken::new))
                    .orElseThrow(ManageClient::invalidToken);
        }

        @Override
        public String toString() {
            return "Call[" + id + "]";
        }
    }

    /** Returns the current client; its token stays the same, because a read changes nothing. */
    Uni<RegistrationResult> read(Call call) {
        return own(call)
                .map(client -> new RegistrationResult(
                        client, Optional.empty(), call.token().value()));
    }

    /** Replaces all metadata; omitted members get their default (RFC 7592 section 2.2). */
    Uni<RegistrationResult> replace(Call call, JsonNode body) {
        OpaqueToken next = tokenGenerator.next(OpaqueTokenType.REGISTRATION_ACCESS);
        return own(call)
                .invoke(client -> mustMatch(client, body))
                .chain(client -> read.replacement(body, client.metadata()))
                .chain(metadata -> Panache.withTransaction(
                        () -> locked(call).chain(entity -> store(entity, metadata, call, next))))
                .invoke(() -> cache.invalidate(call.id()));
    }

    Uni<Void> delete(Call call) {
        return own(call)
                .chain(() -> Panache.withTransaction(() -> locked(call)
                        .call(entity -> replaceToken(call, tokenGenerator.next(OpaqueTokenType.REGISTRATION_ACCESS)))
                        .call(repository::remove)
                        .chain(entity -> record(call, AuditAction.CLIENT_DELETE, entity))))
                .invoke(() -> cache.invalidate(call.id()));
    }

    private Uni<RegistrationResult> store(ClientEntity entity, ClientMetadata metadata, Call call, OpaqueToken next) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        boolean hasSecret = metadata.authentication().method().hasSecret();
        Optional<String> known = entity.secretHash().filter(hash -> hasSecret);
        Optional<String> secret = hasSecret && known.isEmpty()
                ? Optional.of(tokenGenerator.next(OpaqueTokenType.CLIENT_SECRET).value())
                : Optional.empty();
        Client client = new Client(
                call.id(),
                metadata,
                known.or(() -> secret.map(text -> secrets.hash(call.id(), text))),
                true,
                entity.createdAt());
        entity.replace(client, now);
        return replaceToken(call, next)
                .chain(Panache::getSession)
                .call(Mutiny.Session::flush)
                .call(session ->
                        known.isPresent() ? Uni.createFrom().voidItem() : secrets.endOverlap(session, call.id()))
                .chain(() -> record(call, AuditAction.CLIENT_CHANGE, entity))
                .replaceWith(new RegistrationResult(client, secret, next.value()));
    }

    /** Returns the client, if the token belongs to it and no administrator has declared it. */
    private Uni<Client> own(Call call) {
        String hash = call.token().hash();
        return attempts.check(new AuthenticationAttempt(call.id(), call.address(), hash), () -> find(call.id(), hash));
    }

    private Uni<Client> find(String id, String hash) {
        return tokens.isOf(id, hash)
                .chain(own -> own
                        ? Panache.withSession(() -> repository.findById(id))
                        : Uni.createFrom().failure(invalidToken()))
                .map(entity -> found(entity).toClient());
    }

    private Uni<ClientEntity> locked(Call call) {
        return repository.findById(call.id(), LockModeType.PESSIMISTIC_WRITE).map(ManageClient::found);
    }

    /** Replaces the token; of two concurrent requests with one token only one succeeds. */
    private Uni<Void> replaceToken(Call call, OpaqueToken next) {
        return Panache.getSession()
                .chain(session ->
                        tokens.replace(session, call.id(), call.token().hash(), next.hash(), clock.instant()))
                .invoke(redeemed -> {
                    if (!redeemed) {
                        throw invalidToken();
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Void> record(Call call, AuditAction action, ClientEntity entity) {
        var record = audit.success(call.id(), action, call.id(), Map.of("name", entity.name()), call.address());
        return Panache.getSession().chain(session -> outbox.append(session, record));
    }

    private void mustMatch(Client client, JsonNode body) {
        RegisteredMetadata metadata = new RegisteredMetadata(body);
        if (metadata.text("client_id").filter(client.id()::equals).isEmpty()) {
            throw metadata.mustBe("client_id", "the id of this client");
        }
        metadata.text("client_secret").ifPresent(secret -> {
            metadata.require(secrets.isCurrent(client, secret), "client_secret", "the current secret, or absent");
        });
        OURS.forEach(member -> metadata.require(metadata.any(member).isEmpty(), member, "absent"));
    }

    private static ClientEntity found(@Nullable ClientEntity entity) {
        ClientEntity client = Optional.ofNullable(entity).orElseThrow(ManageClient::invalidToken);
        if (client.declaration().isPresent()) {
            throw OAuthError.ACCESS_DENIED.because("the client is managed by an administrator");
        }
        return client;
    }

    /** Returns the same error for an unknown client and for a wrong token (RFC 7592 section 2). */
    private static OAuthRefusal invalidToken() {
        return OAuthError.INVALID_TOKEN.because("the registration access token is invalid or was replaced");
    }
}
