package dev.albireo.oauth.authorize;

import dev.albireo.oauth.client.Client;
import jakarta.inject.Singleton;

/** The requirement to push authorization requests (RFC 9126 sections 5 and 6). */
@Singleton
public class PushedRequestRules {
    private final boolean requiredForAll;

    PushedRequestRules(AuthorizeConfig config) {
        this.requiredForAll = config.requirePushedRequests();
    }

    /** Returns whether it applies to every client. */
    public boolean requireForAll() {
        return requiredForAll;
    }

    /** Returns whether it applies to this client. */
    boolean require(Client client) {
        return requiredForAll || client.metadata().requests().requirePushed();
    }
}
