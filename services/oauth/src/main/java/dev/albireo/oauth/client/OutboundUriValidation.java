package dev.albireo.oauth.client;

import dev.albireo.protocol.EgressPolicy;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Optional;
import java.util.stream.Stream;

/** Validates the URLs in client metadata that this server calls. */
@Singleton
class OutboundUriValidation {
    private final EgressPolicy egress;

    OutboundUriValidation(EgressPolicy egress) {
        this.egress = egress;
    }

    /** A rejected URL: the field and the requirement. */
    record Objection(String field, String wanted) {}

    /** Returns the first violation; empty if there is none. */
    Optional<Objection> objection(Client.ClientKeySet keys, RequestObjectSettings requests, LogoutUris logoutUris) {
        return Stream.of(
                        keys.uri().stream().flatMap(uri -> objection("jwks_uri", uri)),
                        requests.uris().stream().flatMap(uri -> objection("request_uris", withoutFragment(uri))),
                        logoutUris.backChannelLogout().stream()
                                .flatMap(hook -> objection(LogoutUrisMetadata.BACK_CHANNEL, hook.uri())))
                .flatMap(found -> found)
                .findFirst();
    }

    /** Returns the URL without its fragment, which is not sent. */
    static String withoutFragment(String uri) {
        return uri.replaceFirst("#.*", "");
    }

    private Stream<Objection> objection(String field, String uri) {
        return egress.violation(URI.create(uri)).stream().map(wanted -> new Objection(field, wanted));
    }
}
