package dev.albireo.events;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * A fact that one service publishes for others. The schema changes by addition only: a field may be added, none renamed
 * or removed; otherwise a new type is defined. Delivered at least once, in order per key; applied once by id or
 * version.
 */
public sealed interface Event
        permits SessionEvent,
                TwoFactorEvent,
                UserEvent,
                AuthConfigEvent,
                GroupEvent,
                OtpDeliveryRequested,
                OtpResultEvent,
                MailRequested,
                AuditRecorded,
                AuditHeadSigned {

    /** Returns the Kafka topic. */
    @JsonIgnore
    Topic topic();

    /** Returns the Kafka record key; events of one key keep their order. */
    @JsonIgnore
    String key();

    /** Returns the CloudEvents {@code type}. */
    @JsonIgnore
    default String type() {
        return "albireo." + getClass().getSimpleName() + ".v1";
    }
}
