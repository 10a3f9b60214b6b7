package dev.albireo.oauth.access;

import java.time.Instant;
import java.util.List;

/** What an access token says that is genuine and not over: one for a person's grant, or one that a client has for itself. */
public sealed interface AccessToken permits Access, ClientAccess {
    /** Id of the client that it was given to. */
    String client();

    List<String> scopes();

    /** Empty for whoever its client's tokens are for. */
    List<String> audience();

    Instant issuedAt();

    Instant expiresAt();
}
