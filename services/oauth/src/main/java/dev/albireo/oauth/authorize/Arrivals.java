package dev.albireo.oauth.authorize;

import dev.albireo.oauth.authorize.CheckRequest.Checked;
import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.Clients;
import dev.albireo.protocol.OAuthError;
import dev.albireo.protocol.Opaque;
import dev.albireo.protocol.Opaque.Kind;
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
class Arrivals {
    /** The prefix of the {@code request_uri} of a pushed request (RFC 9126 section 2.2). */
    static final String URN = "urn:ietf:params:oauth:request_uri:";

    private final Clients clients;
    private final PushedStore store;
    private final PushedRules rules;
    private final ReadRequest read;
    private final Clock clock;

    Arrivals(Clients clients, PushedStore store, PushedRules rules, ReadRequest read, Clock clock) {
        this.clients = clients;
        this.store = store;
        this.rules = rules;
        this.read = read;
        this.clock = clock;
    }

    /** The request of a known client, and the result of its checks. */
    record Arrival(Client client, Checked checked) {}

    /** Throws an error page if the client or the pushed request is unknown. */
    Uni<Arrival> of(Form sent) {
        return client(sent)
                .chain(client -> pushed(sent)
                        .map(id -> store.take(id, client.id(), clock.instant())
                                .map(found -> found.orElseThrow(CheckRequest::wrongLink))
                                .chain(form -> read.opened(form, client)))
                        .orElseGet(() -> read.sent(sent, client).map(checked -> unlessMustBePushed(checked, client)))
                        .map(checked -> new Arrival(client, checked)));
    }

    private Uni<Client> client(Form form) {
        Optional<String> id = form.optional("client_id");
        return id.map(clients::find)
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()))
                .map(client -> client.orElseThrow(CheckRequest::wrongLink));
    }

    private static Optional<Opaque> pushed(Form sent) {
        List<String> uris = sent.all("request_uri");
        if (uris.isEmpty() || !uris.getFirst().startsWith(URN)) {
            return Optional.empty();
        }
        if (uris.size() > 1 || sent.all("client_id").size() > 1) {
            throw CheckRequest.wrongLink();
        }
        String id = uris.getFirst().substring(URN.length());
        return Optional.of(Opaque.parse(Kind.PUSHED, id).orElseThrow(CheckRequest::wrongLink));
    }

    private Checked unlessMustBePushed(Checked checked, Client client) {
        return rules.bind(client) && checked instanceof Checked.Good good
                ? new Checked.Bad(
                        good.request().target(),
                        OAuthError.INVALID_REQUEST.because("the client must push its authorization requests to /par"))
                : checked;
    }
}
