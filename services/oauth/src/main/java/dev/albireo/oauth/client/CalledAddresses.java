package dev.albireo.oauth.client;

import dev.albireo.protocol.Egress;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Optional;
import java.util.stream.Stream;

/** The addresses in a client's metadata that this server will call one day: only those that it may. */
@Singleton
class CalledAddresses {
    private final Egress egress;

    CalledAddresses(Egress egress) {
        this.egress = egress;
    }

    /** What is wrong with one of them. */
    record Objection(String field, String wanted) {}

    /** Empty where nothing is. */
    Optional<Objection> objection(Client.Keys keys, Requests requests, Hooks hooks) {
        return Stream.of(
                        keys.uri().stream().flatMap(uri -> objection("jwks_uri", uri)),
                        requests.uris().stream().flatMap(uri -> objection("request_uris", withoutFragment(uri))),
                        hooks.backChannelLogout().stream()
                                .flatMap(hook -> objection(HooksMetadata.BACK_CHANNEL, hook.uri())))
                .flatMap(found -> found)
                .findFirst();
    }

    /** What is called; the fragment stays here. */
    static String withoutFragment(String uri) {
        return uri.replaceFirst("#.*", "");
    }

    private Stream<Objection> objection(String field, String uri) {
        return egress.objection(URI.create(uri)).stream().map(wanted -> new Objection(field, wanted));
    }
}
