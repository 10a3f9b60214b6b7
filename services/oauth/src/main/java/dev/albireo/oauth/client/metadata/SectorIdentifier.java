package dev.albireo.oauth.client.metadata;

import java.util.Optional;

/**
 * The sector of a client, whose members know a user by the same subject (OpenID Connect Core section 8).
 *
 * @param host the sector identifier of clients with pairwise subjects; empty for the public subject of all others
 * @param uri the {@code sector_identifier_uri}, which lists the redirect URIs of the sector
 */
public record SectorIdentifier(Optional<String> host, Optional<String> uri) {
    /** The sector of public subjects. */
    public static final SectorIdentifier PUBLIC = new SectorIdentifier(Optional.empty(), Optional.empty());
}
