package dev.albireo.webhooks.ssf;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * An event of the Shared Signals Framework before it is a token: the same for all receivers.
 *
 * @param txn identifies the fact (RFC 8417 section 2.2), which may lead to several events
 * @param subject the user's UUID, or the id of the stream that it is about
 * @param subjectId the {@code sub_id} (RFC 9493)
 * @param content the members of the event
 */
record SignalledFact(
        String txn, SsfEventType type, String subject, ObjectNode subjectId, ObjectNode content, Instant occurredAt) {}
