package dev.albireo.oauth.client;

import java.util.Optional;

/**
 * Where a client is to be told of something, beside where its codes go.
 *
 * @param backChannelLogout where it is told by this server that a session ended
 * @param frontChannelLogout where it is told by the browser that it is signing out
 * @param initiateLogin where others may send somebody who is to sign in there (OpenID Connect Core section 4); kept, and shown again
 */
public record Hooks(
        Optional<LogoutHook> backChannelLogout,
        Optional<LogoutHook> frontChannelLogout,
        Optional<String> initiateLogin) {
    /** It wants to be told of nothing. */
    public static final Hooks NONE = new Hooks(Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * Where a client is told of a logout.
     *
     * @param sessionRequired it cannot do without the session's id, which it is always told here
     */
    public record LogoutHook(String uri, boolean sessionRequired) {}
}
