package dev.albireo.oauth.client;

import java.util.Set;

/** The authenticated caller of an endpoint for clients. */
public sealed interface Caller {
    /**
     * A client.
     *
     * @param proved whether it authenticated by its secret or signature; otherwise it only named its id, and PKCE must prove possession of
     * a code
     */
    record Application(Client client, boolean proved) implements Caller {}

    /** A service of this system. */
    record Service(String name, Set<String> scopes) implements Caller {}
}
