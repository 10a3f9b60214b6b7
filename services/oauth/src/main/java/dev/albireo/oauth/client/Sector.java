package dev.albireo.oauth.client;

import java.util.Optional;

/**
 * Which clients know a person by the same subject (OpenID Connect Core section 8).
 *
 * @param host the sector identifier of clients with pairwise subjects; empty for the public one, which all others know
 * @param uri where the redirect URIs of the sector are listed
 */
public record Sector(Optional<String> host, Optional<String> uri) {
    /** Everybody's. */
    public static final Sector PUBLIC = new Sector(Optional.empty(), Optional.empty());
}
