package dev.albireo.webhooks.ssf;

import java.util.List;
import java.util.stream.Stream;

/** The types of event that are transmitted. {@code docs/shared-signals.md} lists the facts that lead to them. */
enum SsfEventType {
    SESSION_REVOKED("caep/event-type/session-revoked"),
    SESSION_ESTABLISHED("caep/event-type/session-established"),
    CREDENTIAL_CHANGE("caep/event-type/credential-change"),
    ASSURANCE_LEVEL_CHANGE("caep/event-type/assurance-level-change"),
    TOKEN_CLAIMS_CHANGE("caep/event-type/token-claims-change"),
    ACCOUNT_DISABLED("risc/event-type/account-disabled"),
    ACCOUNT_ENABLED("risc/event-type/account-enabled"),
    ACCOUNT_PURGED("risc/event-type/account-purged"),
    IDENTIFIER_CHANGED("risc/event-type/identifier-changed"),
    RECOVERY_INFORMATION_CHANGED("risc/event-type/recovery-information-changed"),
    VERIFICATION("ssf/event-type/verification"),
    STREAM_UPDATED("ssf/event-type/stream-updated");

    private static final List<SsfEventType> OF_STREAMS = List.of(VERIFICATION, STREAM_UPDATED);

    private final String uri;

    SsfEventType(String name) {
        this.uri = "https://schemas.openid.net/secevent/" + name;
    }

    /** Returns the URI that identifies it. */
    String uri() {
        return uri;
    }

    /** Returns whether it is about a stream: it is delivered without being requested, and while the stream is paused. */
    boolean isOfStream() {
        return OF_STREAMS.contains(this);
    }

    /** Returns the URIs of {@code events_supported}: those about users. */
    static List<String> supported() {
        return Stream.of(values())
                .filter(type -> !type.isOfStream())
                .map(SsfEventType::uri)
                .toList();
    }
}
