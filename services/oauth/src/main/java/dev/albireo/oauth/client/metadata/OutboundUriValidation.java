package dev.albireo.oauth.client.metadata;

import dev.albireo.protocol.EgressPolicy;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Optional;
import java.util.stream.Stream;

/** Validates the URLs in client metadata that this server calls. */
@Singleton
public class OutboundUriValidation {
    private final EgressPolicy egress;

    OutboundUriValidation(EgressPolicy egress) {
        this.egress = egress;
    }

    /** A rejected URL: the field and the requirement. */
    public record UriViolation(String field, String requirement) {}

    /** Returns the first violation; empty if there is none. */
    public Optional<UriViolation> violation(ClientKeySet keys, RequestObjectSettings requests, LogoutUris logoutUris) {
        return Stream.of(
                        keys.uri().stream().flatMap(uri -> violation("jwks_uri", uri)),
                        requests.uris().stream()
                                .flatMap(uri -> violation("request_uris", MetadataUris.withoutFragment(uri))),
                        logoutUris.backChannelLogout().stream()
                                .flatMap(hook -> violation(LogoutUrisMetadata.BACK_CHANNEL, hook.uri())))
                .flatMap(found -> found)
                .findFirst();
    }

    private Stream<UriViolation> violation(String field, String uri) {
        return egress.violation(URI.create(uri)).stream().map(wanted -> new UriViolation(field, wanted));
    }
}
