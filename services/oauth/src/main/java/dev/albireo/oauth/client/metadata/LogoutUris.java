package dev.albireo.oauth.client.metadata;

import java.util.Optional;

/**
 * The URLs at which a client is notified, beside its redirect URIs.
 *
 * @param backChannelLogout where this server notifies it of the end of a session
 * @param frontChannelLogout where the browser notifies it of a sign-out
 * @param initiateLogin where third parties may send a user to sign in (OpenID Connect Core section 4); stored and returned only
 */
public record LogoutUris(
        Optional<LogoutUri> backChannelLogout, Optional<LogoutUri> frontChannelLogout, Optional<String> initiateLogin) {
    /** No notifications. */
    public static final LogoutUris NONE = new LogoutUris(Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * A logout notification URL.
     *
     * @param sessionRequired whether it requires the session's id, which is always sent
     */
    public record LogoutUri(String uri, boolean sessionRequired) {}
}
