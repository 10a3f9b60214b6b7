package dev.albireo.oauth.client;

import java.util.Set;

/** Who authenticated at an endpoint for clients. */
public sealed interface Caller {
    /** An application; a public one has only said its id. */
    record Application(Client client) implements Caller {}

    /** One of this system's own services. */
    record Service(String name, Set<String> scopes) implements Caller {}
}
