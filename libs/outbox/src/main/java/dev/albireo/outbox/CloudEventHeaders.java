package dev.albireo.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import org.apache.kafka.common.header.Header;

/** Names of the CloudEvents 1.0 attributes in Kafka's binary mode, and access to them. */
final class CloudEventHeaders {
    static final String SPEC_VERSION = "ce_specversion";
    static final String ID = "ce_id";
    static final String SOURCE = "ce_source";
    static final String TYPE = "ce_type";
    static final String TIME = "ce_time";
    static final String SUBJECT = "ce_subject";
    /** The producer's Ed25519 signature, see {@link EventSignatures}. */
    static final String SIGNATURE = "ce_albireosignature";
    /** The MAC of releases before the signatures. */
    static final String MAC = "ce_albireomac";
    /** A header of W3C Trace Context, not of CloudEvents: the cause of the event; no decision depends on it. */
    static final String TRACE = "traceparent";

    /** Begins the headers of a dead letter. */
    static final String DEAD = "albireo-dead-";

    /** Its original topic, partition and offset, the consuming service, the cause, the number of attempts and the time of the last. */
    static final String DEAD_TOPIC = DEAD + "topic";

    static final String DEAD_SERVICE = DEAD + "service";
    static final String DEAD_POSITION = DEAD + "position";
    static final String DEAD_CAUSE = DEAD + "cause";
    static final String DEAD_ATTEMPTS = DEAD + "attempts";
    static final String DEAD_AT = DEAD + "at";
    /** Present if the service has processed the letter after all. */
    static final String DEAD_RESOLVED = DEAD + "resolved";

    static final String CONTENT_TYPE = "content-type";

    private CloudEventHeaders() {}

    /** Returns the header's text, if the header is present. */
    static Optional<String> text(org.apache.kafka.common.header.Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null
                ? Optional.empty()
                : Optional.of(new String(header.value(), UTF_8));
    }
}
