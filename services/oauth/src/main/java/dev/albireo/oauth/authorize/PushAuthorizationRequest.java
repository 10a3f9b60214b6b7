package dev.albireo.oauth.authorize;

import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.key.OpaqueTokenGenerator;
import dev.albireo.protocol.OAuthError;
import dev.albireo.protocol.OpaqueToken;
import dev.albireo.protocol.OpaqueToken.OpaqueTokenType;
import dev.albireo.web.Form;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Checks and stores a pushed request as it would be checked at {@code /authorize} (RFC 9126 section 2.1), where it is checked again. */
@ApplicationScoped
class PushAuthorizationRequest {
    private static final List<String> OF_THE_CLIENT =
            List.of("client_secret", "client_assertion", "client_assertion_type");

    private final AuthorizationRequestReader read;
    private final PushedRequestStore store;
    private final AuthorizeConfig config;
    private final OpaqueTokenGenerator tokenGenerator;
    private final Clock clock;

    PushAuthorizationRequest(
            AuthorizationRequestReader read,
            PushedRequestStore store,
            AuthorizeConfig config,
            OpaqueTokenGenerator tokenGenerator,
            Clock clock) {
        this.read = read;
        this.store = store;
        this.config = config;
        this.tokenGenerator = tokenGenerator;
        this.clock = clock;
    }

    /** The one-time {@code request_uri} and its lifetime. */
    record Pushed(String uri, Duration lifetime) {}

    Uni<Pushed> push(Client client, Form sent) {
        if (sent.optional("request_uri").isPresent()) {
            throw OAuthError.INVALID_REQUEST.because("request_uri is not allowed in a pushed authorization request");
        }
        return read.pushed(request(sent, client), client).chain(request -> store(request, client));
    }

    private Uni<Pushed> store(Form request, Client client) {
        OpaqueToken id = tokenGenerator.next(OpaqueTokenType.PUSHED);
        Duration lifetime = config.pushedRequestLifetime();
        return store.add(id, client.id(), request, clock.instant().plus(lifetime))
                .replaceWith(() -> new Pushed(AuthorizationRequestResolver.URN + id.value(), lifetime));
    }

    /** Returns the authorization parameters without the client's credentials. */
    private static Form request(Form sent, Client client) {
        Map<String, List<String>> parameters = new LinkedHashMap<>(sent.asMap());
        OF_THE_CLIENT.forEach(parameters::remove);
        return Form.of(parameters).with("client_id", client.id());
    }
}
