package dev.albireo.oauth.logout;

import dev.albireo.protocol.QueryEncoding;
import dev.albireo.web.WebConfig;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;

/**
 * The front-channel logout URIs that the browser loads during a sign-out (OpenID Connect Front-Channel Logout 1.0 section 3). Each gets
 * issuer and session id, whether the client registered to require them or not.
 */
@Singleton
class FrontChannelLogout {
    private final LogoutDeliveryStore store;
    private final String issuer;

    FrontChannelLogout(LogoutDeliveryStore store, WebConfig web) {
        this.store = store;
        this.issuer = web.issuerText();
    }

    /** Returns those of the clients that got a token in this session. */
    Uni<List<String>> of(UUID session) {
        return store.frames(session)
                .map(addresses -> addresses.stream()
                        .map(address -> attempt(address, session))
                        .toList());
    }

    /** Existing query parameters of the registered URI are kept (section 2). */
    private String attempt(String address, UUID session) {
        return address + (address.contains("?") ? "&" : "?") + "iss=" + QueryEncoding.encode(issuer) + "&sid="
                + session;
    }
}
