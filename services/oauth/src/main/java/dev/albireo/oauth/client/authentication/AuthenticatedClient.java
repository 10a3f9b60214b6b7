package dev.albireo.oauth.client.authentication;

import dev.albireo.oauth.client.Client;
import java.util.Set;

/** The authenticated caller of an endpoint for clients. */
public sealed interface AuthenticatedClient {
    /**
     * A client.
     *
     * @param proved whether it authenticated by its secret or signature; otherwise it only named its id, and PKCE must prove possession of
     * a code
     */
    record RegisteredClient(Client client, boolean proved) implements AuthenticatedClient {}

    /** A service of this system. */
    record InternalService(String name, Set<String> scopes) implements AuthenticatedClient {}
}
