package dev.albireo.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import org.apache.kafka.common.header.Header;

/** Names of the CloudEvents 1.0 attributes in Kafka's binary mode, and how they are read. */
final class Headers {
    static final String SPEC_VERSION = "ce_specversion";
    static final String ID = "ce_id";
    static final String SOURCE = "ce_source";
    static final String TYPE = "ce_type";
    static final String TIME = "ce_time";
    static final String SUBJECT = "ce_subject";
    /** Ed25519 by the producer, see {@link EventSignatures}. */
    static final String SIGNATURE = "ce_albireosignature";
    /** Of releases before there were signatures. */
    static final String MAC = "ce_albireomac";
    /** Not of CloudEvents but of W3C Trace Context; says what caused the event, and nothing is decided by it. */
    static final String TRACE = "traceparent";

    /** Of a dead letter: which topic and service it is of, where it was there, and why it was given up. */
    static final String DEAD_TOPIC = "albireo-dead-topic";

    static final String DEAD_SERVICE = "albireo-dead-service";
    static final String DEAD_POSITION = "albireo-dead-position";
    static final String DEAD_CAUSE = "albireo-dead-cause";

    static final String CONTENT_TYPE = "content-type";

    private Headers() {}

    /** The header's text, if it is there. */
    static Optional<String> text(org.apache.kafka.common.header.Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null
                ? Optional.empty()
                : Optional.of(new String(header.value(), UTF_8));
    }
}
