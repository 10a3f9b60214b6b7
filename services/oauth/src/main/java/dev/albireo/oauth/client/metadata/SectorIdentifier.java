package dev.albireo.oauth.client.metadata;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The sector of a client, whose members know a user by the same subject (OpenID Connect Core section 8).
 *
 * @param host the sector identifier of clients whose {@code subject_type} is pairwise; empty for the public subject of all others
 * @param uri {@code sector_identifier_uri}, which lists the redirect URIs of the sector
 */
public record SectorIdentifier(Optional<String> host, Optional<URI> uri) {
    /** The sector of public subjects. */
    public static final SectorIdentifier PUBLIC = new SectorIdentifier(Optional.empty(), Optional.empty());

    /** The member {@code sector_identifier_uri}. */
    public static final String MEMBER = "sector_identifier_uri";

    static final String SUBJECT_TYPE = "subject_type";
    static final String PUBLIC_SUBJECT = "public";
    private static final String PAIRWISE = "pairwise";

    /** Reads the sector of a client with these redirect URIs. */
    static SectorIdentifier read(MetadataReader metadata, List<String> redirectUris) {
        String type = metadata.text(SUBJECT_TYPE).orElse(PUBLIC_SUBJECT);
        metadata.require(type.equals(PAIRWISE) || type.equals(PUBLIC_SUBJECT), SUBJECT_TYPE, "public or pairwise");
        Optional<URI> uri = metadata.webPage(MEMBER).map(URI::create);
        if (!type.equals(PAIRWISE)) {
            return new SectorIdentifier(Optional.empty(), uri);
        }
        String host = uri.map(SectorIdentifier::host)
                .or(() -> common(redirectUris))
                .orElseThrow(() -> metadata.mustBe(
                        MEMBER,
                        "given, because the redirect URIs have several hosts (OpenID Connect Core section 8.1)"));
        return new SectorIdentifier(Optional.of(host), uri);
    }

    void write(Map<String, Object> members) {
        members.put(SUBJECT_TYPE, isPairwise() ? PAIRWISE : PUBLIC_SUBJECT);
        uri.ifPresent(address -> members.put(MEMBER, address.toString()));
    }

    /** Returns whether its subjects are pairwise. */
    public boolean isPairwise() {
        return host.isPresent();
    }

    /** Returns the host that all of them share. */
    private static Optional<String> common(List<String> redirectUris) {
        Set<String> hosts = redirectUris.stream()
                .map(URI::create)
                .map(SectorIdentifier::host)
                .collect(Collectors.toSet());
        return hosts.size() == 1 ? hosts.stream().findFirst().filter(host -> !host.isEmpty()) : Optional.empty();
    }

    private static String host(URI uri) {
        return Optional.ofNullable(uri.getHost()).orElse("").toLowerCase(Locale.ROOT);
    }
}
