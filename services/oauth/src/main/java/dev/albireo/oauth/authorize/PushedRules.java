package dev.albireo.oauth.authorize;

import dev.albireo.oauth.client.Client;
import jakarta.inject.Singleton;

/** Who must push authorization requests (RFC 9126 sections 5 and 6). */
@Singleton
public class PushedRules {
    private final boolean everybody;

    PushedRules(AuthorizeConfig config) {
        this.everybody = config.requirePushedRequests();
    }

    /** Whether every client must. */
    public boolean bindEverybody() {
        return everybody;
    }

    /** Whether this client must. */
    boolean bind(Client client) {
        return everybody || client.requirePushedRequests();
    }
}
