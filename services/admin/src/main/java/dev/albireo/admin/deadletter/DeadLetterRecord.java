package dev.albireo.admin.deadletter;

import dev.albireo.outbox.DeadLetter;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.vertx.core.json.JsonObject;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** A dead letter that its service has not processed yet. */
@Entity
@Table(name = "dead_letter")
@NullUnmarked
class DeadLetterRecord extends PanacheEntityBase {
    @Id
    public String id;

    public String service;
    public String topic;
    public String position;

    @Column(name = "event_key")
    public @Nullable String key;

    public byte[] data;
    /** A JSON object: the CloudEvents headers of the event. */
    public String headers;

    public String cause;
    public int attempts;

    @Column(name = "given_up_at")
    public Instant givenUpAt;

    /** When an administrator last replayed it; null since the service has given it up. */
    @Column(name = "replayed_at")
    public @Nullable Instant replayedAt;

    /** Takes over what the service reports. */
    DeadLetterRecord apply(DeadLetter deadLetter) {
        id = deadLetter.id();
        service = deadLetter.service();
        topic = deadLetter.topic();
        position = deadLetter.position();
        key = deadLetter.key();
        data = deadLetter.data();
        headers = new JsonObject(new HashMap<>(deadLetter.headers())).encode();
        cause = deadLetter.cause();
        attempts = deadLetter.attempts();
        givenUpAt = deadLetter.givenUpAt();
        replayedAt = null;
        return this;
    }

    DeadLetter letter() {
        return new DeadLetter(service, topic, position, key, data, headers(), cause, attempts, givenUpAt);
    }

    private Map<String, String> headers() {
        return new JsonObject(headers)
                .stream().collect(Collectors.toMap(Map.Entry::getKey, header -> String.valueOf(header.getValue())));
    }
}
