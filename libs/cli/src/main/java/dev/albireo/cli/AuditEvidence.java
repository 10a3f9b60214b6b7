package dev.albireo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.protocol.AuditChain;
import dev.albireo.protocol.AuditChain.Personal;
import dev.albireo.protocol.AuditHead;
import dev.albireo.protocol.AuditVerification;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Passes records and heads, as JSON, to a verification. */
final class AuditEvidence {
    private final AuditVerification verification;

    AuditEvidence(AuditVerification verification) {
        this.verification = verification;
    }

    /** Adds a head, as it is in an export. */
    void head(JsonNode head) {
        verification.head(
                new AuditHead(
                        head.path("chain").asText(),
                        head.path("sequence").asLong(),
                        head.path("hash").asText(),
                        time(head),
                        head.path("removed").asBoolean()),
                head.path("key").asText(),
                head.path("signature").asText());
    }

    /** Adds a record, as it is in an export. */
    void record(JsonNode record) {
        String chain = record.path("chain").textValue();
        String eventId = record.path("eventId").asText();
        long sequence = record.path("sequence").asLong();
        if (chain == null || chain.equals(AuditVerification.BEFORE)) {
            verification.record(chain, sequence, eventId, "", "");
            return;
        }
        Personal personal = new Personal(
                text(record, "actor"),
                text(record, "target"),
                text(record, "address"),
                texts(record.path("detail")),
                text(record, "salt"),
                texts(record.path("erased")));
        verification.record(
                chain,
                sequence,
                eventId,
                AuditChain.content(
                        chain,
                        sequence,
                        eventId,
                        time(record),
                        record.path("action").asText(),
                        record.path("outcome").asText(),
                        personal),
                record.path("hash").asText());
    }

    /** A time that is none was changed, and is found as such by its hash. */
    private static Instant time(JsonNode object) {
        try {
            return Instant.parse(object.path("at").asText());
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }

    private static @Nullable String text(JsonNode record, String name) {
        return record.path(name).textValue();
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new TreeMap<>();
        object.properties()
                .forEach(member -> texts.put(member.getKey(), member.getValue().asText()));
        return texts;
    }
}
