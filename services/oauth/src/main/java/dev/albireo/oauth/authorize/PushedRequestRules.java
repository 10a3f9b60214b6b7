package dev.albireo.oauth.authorize;

import dev.albireo.oauth.client.Client;
import jakarta.inject.Singleton;

/** The requirement to push authorization requests (RFC 9126 sections 5 and 6). */
@Singleton
public class PushedRequestRules {
    private final boolean everybody;

    PushedRequestRules(AuthorizeConfig config) {
        this.everybody = config.requirePushedRequests();
    }

    /** Returns whether it applies to every client. */
    public boolean bindEverybody() {
        return everybody;
    }

    /** Returns whether it applies to this client. */
    boolean bind(Client client) {
        return everybody || client.requirePushedRequests();
    }
}
