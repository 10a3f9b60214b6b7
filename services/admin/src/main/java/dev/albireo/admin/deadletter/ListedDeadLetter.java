package dev.albireo.admin.deadletter;

import dev.albireo.outbox.DeadLetter;
import java.time.Instant;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;
import org.jspecify.annotations.Nullable;

/** A dead letter as administrators see it: without the data of the event. */
@Type("DeadLetter")
@Description("An event that a service could not process")
public record ListedDeadLetter(
        @NonNull @Description("the argument of replayDeadLetters")
        String id,

        @NonNull @Description("oauth, credentials, admin or webhooks")
        String service,

        @NonNull String topic,

        @NonNull @Description("partition and offset of the event in its topic")
        String position,

        @NonNull String type,

        @NonNull @Description("the error of the last attempt")
        String reason,

        int attempts,

        @NonNull @Description("the time of the last attempt")
        Instant givenUpAt,

        @Nullable @Description("when it was sent to its service again, which has not answered yet")
        Instant replayedAt) {

    static ListedDeadLetter of(DeadLetterRecord row) {
        DeadLetter deadLetter = row.letter();
        return new ListedDeadLetter(
                row.id,
                row.service,
                row.topic,
                row.position,
                deadLetter.type(),
                row.cause,
                row.attempts,
                row.givenUpAt,
                row.replayedAt);
    }
}
