package dev.albireo.oauth.client;

import java.util.Set;

/** Who authenticated at an endpoint for clients. */
public sealed interface Caller {
    /**
     * An application.
     *
     * @param proved by its secret or its signature; otherwise it has only said its id, and PKCE must prove that a code is its own
     */
    record Application(Client client, boolean proved) implements Caller {}

    /** One of this system's own services. */
    record Service(String name, Set<String> scopes) implements Caller {}
}
