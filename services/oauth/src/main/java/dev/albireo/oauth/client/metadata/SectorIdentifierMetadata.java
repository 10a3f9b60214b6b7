package dev.albireo.oauth.client.metadata;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads and writes {@link SectorIdentifier} as client metadata (OpenID Connect Dynamic Client Registration section 2), for registration and
 * declaration alike.
 */
public final class SectorIdentifierMetadata {
    /** The field of the URL that lists the redirect URIs of the sector. */
    public static final String URI_FIELD = "sector_identifier_uri";

    private static final String TYPE = "subject_type";
    private static final String PAIRWISE = "pairwise";

    private SectorIdentifierMetadata() {}

    /** Reads the metadata of a client with these redirect URIs. */
    public static SectorIdentifier read(MetadataReader metadata, List<String> redirectUris) {
        String type = metadata.text(TYPE).orElse("public");
        if (!type.equals(PAIRWISE) && !type.equals("public")) {
            throw metadata.mustBe(TYPE, "public or pairwise");
        }
        Optional<String> uri = metadata.text(URI_FIELD);
        if (uri.filter(text -> !MetadataUris.isWebPage(text)).isPresent()) {
            throw metadata.mustBe(URI_FIELD, "an https address");
        }
        if (!type.equals(PAIRWISE)) {
            return new SectorIdentifier(Optional.empty(), uri);
        }
        String host = uri.map(SectorIdentifierMetadata::host)
                .orElseGet(
                        () -> only(redirectUris)
                                .orElseThrow(
                                        () -> metadata.mustBe(
                                                URI_FIELD,
                                                "given, because the redirect URIs have several hosts (OpenID Connect Core section 8.1)")));
        return new SectorIdentifier(Optional.of(host), uri);
    }

    /** Returns the metadata members; absent values are omitted. */
    public static Map<String, Object> write(SectorIdentifier sector) {
        Map<String, Object> fields = new LinkedHashMap<>();
        sector.host().ifPresent(host -> fields.put(TYPE, PAIRWISE));
        sector.uri().ifPresent(uri -> fields.put(URI_FIELD, uri));
        return fields;
    }

    /** Returns the host that all of them share. */
    private static Optional<String> only(List<String> redirectUris) {
        Set<String> hosts =
                redirectUris.stream().map(SectorIdentifierMetadata::host).collect(Collectors.toSet());
        return hosts.size() == 1 ? hosts.stream().findFirst().filter(host -> !host.isEmpty()) : Optional.empty();
    }

    private static String host(String uri) {
        return Optional.ofNullable(URI.create(uri).getHost()).orElse("").toLowerCase(Locale.ROOT);
    }
}
