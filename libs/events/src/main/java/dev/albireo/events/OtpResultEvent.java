package dev.albireo.events;

import java.time.Instant;

/** What became of the delivery of a code. */
public sealed interface OtpResultEvent extends Event {

    /** The delivery, as {@link OtpDeliveryRequested} named it. */
    String requestId();

    /** Whose code. */
    String subject();

    Instant at();

    @Override
    default Topic topic() {
        return Topic.OTP_RESULT;
    }

    @Override
    default String key() {
        return subject();
    }

    /** The endpoint took it. */
    record OtpDelivered(String requestId, String subject, Instant at) implements OtpResultEvent {}

    /**
     * It did not get through.
     *
     * @param reason a word for operators: {@code refused}, {@code timeout}, {@code unreachable}, {@code filtered}, {@code expired}
     * @param last no further attempt follows
     */
    record OtpDeliveryFailed(String requestId, String subject, String reason, boolean last, Instant at)
            implements OtpResultEvent {}
}
