package dev.albireo.oauth.introspect;

import dev.albireo.oauth.access.AccessToken;
import dev.albireo.oauth.access.AccessTokens;
import dev.albireo.oauth.access.ClientAccessToken;
import dev.albireo.oauth.access.UserAccessToken;
import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.Clients;
import dev.albireo.oauth.client.SubjectIdentifiers;
import dev.albireo.oauth.client.metadata.Scopes;
import dev.albireo.protocol.OpaqueToken;
import dev.albireo.protocol.OpaqueToken.OpaqueTokenType;
import dev.albireo.web.AdministratorRoles;
import dev.albireo.web.WebConfig;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Token introspection. Looks up grant, user and client, so that the end of any takes effect at once. A client may introspect its own tokens
 * and those it is the audience of: by its id, or by a resource that it was declared to serve.
 */
@Singleton
class TokenIntrospection {
    private final AccessTokens accessTokens;
    private final IntrospectStore store;
    private final Clients clients;
    private final SubjectIdentifiers subjects;
    private final AdministratorRoles roles;
    private final String issuer;
    private final Clock clock;

    TokenIntrospection(
            AccessTokens accessTokens,
            IntrospectStore store,
            Clients clients,
            SubjectIdentifiers subjects,
            AdministratorRoles roles,
            WebConfig config,
            Clock clock) {
        this.accessTokens = accessTokens;
        this.store = store;
        this.clients = clients;
        this.subjects = subjects;
        this.roles = roles;
        this.issuer = config.issuerText();
        this.clock = clock;
    }

    Uni<Introspection> introspect(Client caller, String token) {
        Optional<OpaqueToken> refresh = OpaqueToken.parse(OpaqueTokenType.REFRESH, token);
        return refresh.map(value -> ofGrant(caller, value))
                .orElseGet(() -> accessTokens.any(token).chain(found -> ofAccessToken(caller, found)));
    }

    private Uni<Introspection> ofGrant(Client caller, OpaqueToken refresh) {
        Instant now = clock.instant();
        return store.refresh(refresh, now)
                .chain(found -> found.map(access -> issuedTo(caller, access)
                                .chain(owner -> owner.map(
                                                client -> introspection(access, caller, client, Optional.empty(), now))
                                        .orElseGet(TokenIntrospection::inactive)))
                        .orElseGet(TokenIntrospection::inactive));
    }

    private Uni<Introspection> ofAccessToken(Client caller, Optional<AccessToken> found) {
        Instant now = clock.instant();
        return found.map(token -> issuedTo(caller, token)
                        .chain(owner -> owner.map(client -> switch (token) {
                                    case UserAccessToken access ->
                                        introspection(access, caller, client, Optional.of("Bearer"), now);
                                    case ClientAccessToken access -> ofClient(access, client);
                                })
                                .orElseGet(TokenIntrospection::inactive)))
                .orElseGet(TokenIntrospection::inactive);
    }

    /** Returns the client that the token was issued to, if it is enabled and the caller may introspect the token. */
    private Uni<Optional<Client>> issuedTo(Client caller, AccessToken token) {
        return clients.find(token.client())
                .map(found -> found.filter(owner -> owner.id().equals(caller.id())
                        || audience(token, owner).stream().anyMatch(caller::isAudience)));
    }

    private List<String> audience(AccessToken token, Client client) {
        if (!token.audience().isEmpty()) {
            return token.audience();
        }
        List<String> audience = client.metadata().tokens().access().audience();
        return audience.isEmpty() ? List.of(issuer) : audience;
    }

    /** A login name is omitted for pairwise subjects, which it would defeat (OpenID Connect Core section 8.1). */
    private Uni<Introspection> introspection(
            UserAccessToken access, Client caller, Client client, Optional<String> type, Instant now) {
        boolean named = !client.metadata().sector().isPairwise()
                && !caller.metadata().sector().isPairwise();
        return store.activeGrant(access.grant(), now)
                .map(found -> found.filter(status -> !status.proofs().list().isEmpty())
                        .filter(status -> mayHave(access, status))
                        .map(status -> Introspection.active(access, audience(access, client), type, issuer)
                                .of(status, subjects.of(client, status.subject()), named))
                        .orElse(Introspection.INACTIVE));
    }

    /** A client that may no longer act for itself has no active token either. */
    private Uni<Introspection> ofClient(ClientAccessToken access, Client client) {
        Introspection active = Introspection.active(access, audience(access, client), Optional.of("Bearer"), issuer);
        return Uni.createFrom().item(client.mayUse("client_credentials") ? active.ofClient() : Introspection.INACTIVE);
    }

    private boolean mayHave(UserAccessToken access, GrantStatus status) {
        return !access.scopes().contains(Scopes.ADMIN_API)
                || roles.of(status.groups()).isPresent();
    }

    private static Uni<Introspection> inactive() {
        return Uni.createFrom().item(Introspection.INACTIVE);
    }
}
