package dev.albireo.oauth.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.events.AuditRecorded;
import dev.albireo.oauth.key.Opaques;
import dev.albireo.policy.Acr;
import dev.albireo.protocol.OAuthError;
import dev.albireo.protocol.Opaque.Kind;
import dev.albireo.web.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An application registers itself (RFC 7591 section 3), where the operator lets it. */
@ApplicationScoped
class RegisterClient {
    private final Clients clients;
    private final ClientAuthentication authentication;
    private final RegistrationRules rules;
    private final Ids ids;
    private final Clock clock;
    private final Opaques opaques;
    private final CalledAddresses addresses;
    private final ResponseTypes types;
    private final SectorDocuments sectors;

    RegisterClient(
            Clients clients,
            ClientAuthentication authentication,
            RegistrationRules rules,
            Ids ids,
            Clock clock,
            Opaques opaques,
            CalledAddresses addresses,
            ResponseTypes types,
            SectorDocuments sectors) {
        this.clients = clients;
        this.authentication = authentication;
        this.rules = rules;
        this.ids = ids;
        this.clock = clock;
        this.opaques = opaques;
        this.addresses = addresses;
        this.types = types;
        this.sectors = sectors;
    }

    /** The new client, with its secret, which is never shown again. */
    record Registered(Client client, Optional<String> secret) {}

    /** What the client sent, with this server's defaults. */
    Registration read(JsonNode body) {
        return Registration.of(body, rules.defaultScopes(), rules.requirePkce());
    }

    /** Refuses where registration is closed. */
    void requireOpen() {
        if (!rules.isOpen()) {
            throw OAuthError.ACCESS_DENIED.because("clients are registered by an administrator here");
        }
    }

    Uni<Registered> register(Registration registration, String address) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        String id = ids.next().toString();
        types.objection(registration.requests().responseTypes()).ifPresent(wanted -> {
            throw OAuthError.INVALID_CLIENT_METADATA.because("response_types: must be " + wanted);
        });
        addresses
                .objection(registration.keys(), registration.requests(), registration.hooks())
                .ifPresent(wrong -> {
                    throw OAuthError.INVALID_CLIENT_METADATA.because(wrong.field() + ": must be " + wrong.wanted());
                });
        Optional<String> secret = registration.hasSecret()
                ? Optional.of(opaques.next(Kind.CLIENT_SECRET).value())
                : Optional.empty();
        Client client = client(id, registration, secret, now);
        AuditRecorded audit = new AuditRecorded(
                "anonymous", "client.register", id, "success", Map.of("name", client.name()), address, now);
        return sectors.objection(registration.sector().uri(), registration.redirectUris())
                .invoke(objection -> objection.ifPresent(wanted -> {
                    throw OAuthError.INVALID_CLIENT_METADATA.because("sector_identifier_uri: must be " + wanted);
                }))
                .chain(() -> clients.add(client, audit))
                .map(added -> new Registered(added, secret));
    }

    private Client client(String id, Registration registration, Optional<String> secret, Instant now) {
        return new Client(
                id,
                registration.name(),
                secret.map(text -> authentication.hash(id, text)),
                registration.authMethod(),
                registration.redirectUris(),
                registration.postLogoutRedirectUris(),
                Set.copyOf(registration.grantTypes()),
                Set.copyOf(registration.scopes()),
                false,
                Acr.AAL1,
                registration.requirePkce(),
                Optional.empty(),
                Optional.empty(),
                registration.homeUri(),
                registration.logoUri(),
                registration.policyUri(),
                registration.tosUri(),
                true,
                now,
                registration.keys(),
                registration.requirePushedRequests(),
                registration.responses(),
                registration.requests(),
                registration.sector(),
                registration.hooks(),
                Optional.empty());
    }
}
