package dev.albireo.events;

import java.time.Instant;

/** The result of the delivery of a code. */
public sealed interface OtpResultEvent extends Event {

    /** Returns the id of the delivery from {@link OtpDeliveryRequested}. */
    String requestId();

    /** Returns the user whose code it is. */
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

    /** The endpoint accepted the code. */
    record OtpDelivered(String requestId, String subject, Instant at) implements OtpResultEvent {}

    /**
     * The attempt failed.
     *
     * @param reason a word for operators: {@code refused}, {@code timeout}, {@code unreachable}, {@code filtered},
     * {@code expired}
     * @param last whether no further attempt follows
     */
    record OtpDeliveryFailed(String requestId, String subject, String reason, boolean last, Instant at)
            implements OtpResultEvent {}
}
