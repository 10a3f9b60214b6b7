package dev.albireo.oauth.access;

import java.time.Instant;
import java.util.List;

/** The content of an authentic access token that has not expired: for a user's grant, or for the client itself. */
public sealed interface AccessToken permits UserAccessToken, ClientAccessToken {
    /** Returns the id of the client it was issued to. */
    String client();

    List<String> scopes();

    /** Returns the audience; empty for that of the client. */
    List<String> audience();

    Instant issuedAt();

    Instant expiresAt();
}
