package dev.albireo.oauth.authorize;

import dev.albireo.oauth.authorize.AuthorizationRequestValidator.Checked;
import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.Clients;
import dev.albireo.protocol.OAuthError;
import dev.albireo.protocol.OpaqueToken;
import dev.albireo.protocol.OpaqueToken.OpaqueTokenType;
import dev.albireo.web.Form;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Reads a request at {@code /authorize}: its parameters, or the {@code request_uri} of a pushed one. Of a pushed request only the pushed
 * parameters count, and other requests never count as pushed (RFC 9126 section 4).
 */
@ApplicationScoped
class AuthorizationRequestResolver {
    /** The prefix of the {@code request_uri} of a pushed request (RFC 9126 section 2.2). */
    static final String URN = "urn:ietf:params:oauth:request_uri:";

    private final Clients clients;
    private final PushedRequestStore store;
    private final PushedRequestRules rules;
    private final AuthorizationRequestReader read;
    private final Clock clock;

    AuthorizationRequestResolver(
            Clients clients,
            PushedRequestStore store,
            PushedRequestRules rules,
            AuthorizationRequestReader read,
            Clock clock) {
        this.clients = clients;
        this.store = store;
        this.rules = rules;
        this.read = read;
        this.clock = clock;
    }

    /** The request of a known client, and the result of its checks. */
    record ResolvedRequest(Client client, Checked checked) {}

    /** Throws an error page if the client or the pushed request is unknown. */
    Uni<ResolvedRequest> of(Form sent) {
        return client(sent)
                .chain(client -> pushed(sent)
                        .map(id -> store.consume(id, client.id(), clock.instant())
                                .map(found -> found.orElseThrow(AuthorizationRequestValidator::invalidLink))
                                .chain(form -> read.opened(form, client)))
                        .orElseGet(() -> read.sent(sent, client).map(checked -> unlessMustBePushed(checked, client)))
                        .map(checked -> new ResolvedRequest(client, checked)));
    }

    private Uni<Client> client(Form form) {
        Optional<String> id = form.optional("client_id");
        return id.map(clients::find)
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()))
                .map(client -> client.orElseThrow(AuthorizationRequestValidator::invalidLink));
    }

    private static Optional<OpaqueToken> pushed(Form sent) {
        List<String> uris = sent.all("request_uri");
        if (uris.isEmpty() || !uris.getFirst().startsWith(URN)) {
            return Optional.empty();
        }
        if (uris.size() > 1 || sent.all("client_id").size() > 1) {
            throw AuthorizationRequestValidator.invalidLink();
        }
        String id = uris.getFirst().substring(URN.length());
        return Optional.of(
                OpaqueToken.parse(OpaqueTokenType.PUSHED, id).orElseThrow(AuthorizationRequestValidator::invalidLink));
    }

    private Checked unlessMustBePushed(Checked checked, Client client) {
        return rules.require(client) && checked instanceof Checked.Good good
                ? new Checked.Bad(
                        good.request().target(),
                        OAuthError.INVALID_REQUEST.because("the client must push its authorization requests to /par"))
                : checked;
    }
}
