package dev.albireo.oauth.introspect;

import dev.albireo.oauth.access.Access;
import dev.albireo.oauth.access.AccessTokens;
import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.Clients;
import dev.albireo.oauth.client.Scopes;
import dev.albireo.protocol.Opaque;
import dev.albireo.protocol.Opaque.Kind;
import dev.albireo.web.AdministratorToken;
import dev.albireo.web.WebConfig;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Whether a token is active. Its grant, its person and its client are looked up, so that every end is felt at once. A client learns of its
 * own tokens and of those that are meant for it.
 */
@ApplicationScoped
class Introspect {
    private final AccessTokens accessTokens;
    private final IntrospectStore store;
    private final Clients clients;
    private final String issuer;
    private final Clock clock;

    Introspect(AccessTokens accessTokens, IntrospectStore store, Clients clients, WebConfig config, Clock clock) {
        this.accessTokens = accessTokens;
        this.store = store;
        this.clients = clients;
        this.issuer = config.issuerText();
        this.clock = clock;
    }

    Uni<Introspection> introspect(Client caller, String token) {
        Instant now = clock.instant();
        Optional<Opaque> refresh = Opaque.parse(Kind.REFRESH, token);
        Optional<String> type = refresh.isPresent() ? Optional.empty() : Optional.of("Bearer");
        return refresh.map(value -> store.refresh(value, now))
                .orElseGet(() -> accessTokens.read(token))
                .chain(found -> found.map(access -> meant(caller, access)
                                .chain(mine -> mine.map(known -> standing(known, type, now))
                                        .orElseGet(Introspect::inactive)))
                        .orElseGet(Introspect::inactive));
    }

    /** The token with the audience it has, if its client is enabled and the caller may ask. */
    private Uni<Optional<Access>> meant(Client caller, Access access) {
        return clients.find(access.client())
                .map(found -> found.map(client -> withAudience(access, client))
                        .filter(known -> known.client().equals(caller.id())
                                || known.audience().contains(caller.id())));
    }

    private Access withAudience(Access access, Client client) {
        List<String> configured = client.audience().isEmpty() ? List.of(issuer) : client.audience();
        return access.audience().isEmpty()
                ? new Access(
                        access.grant(),
                        access.client(),
                        access.scopes(),
                        configured,
                        access.issuedAt(),
                        access.expiresAt())
                : access;
    }

    private Uni<Introspection> standing(Access access, Optional<String> type, Instant now) {
        return store.standing(access.grant(), now)
                .map(found -> found.filter(standing -> !standing.proofs().list().isEmpty())
                        .filter(standing -> mayHave(access, standing))
                        .map(standing -> Introspection.active(access, standing, type, issuer))
                        .orElse(Introspection.INACTIVE));
    }

    private static boolean mayHave(Access access, Standing standing) {
        return !access.scopes().contains(Scopes.ADMIN_API) || standing.groups().contains(AdministratorToken.GROUP);
    }

    private static Uni<Introspection> inactive() {
        return Uni.createFrom().item(Introspection.INACTIVE);
    }
}
