package dev.albireo.events;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * A fact that happened in one service and that others need. Additive only: a field may be added, none renamed or
 * removed; otherwise a new type. Delivered at least once, in order per key; applied once by id or version.
 */
public sealed interface Event
        permits SessionEvent,
                TwoFactorEvent,
                UserEvent,
                AuthConfigEvent,
                OtpDeliveryRequested,
                OtpResultEvent,
                AuditRecorded {

    /** The Kafka topic. */
    @JsonIgnore
    Topic topic();

    /** The Kafka record key: events of one key keep their order. */
    @JsonIgnore
    String key();

    /** The CloudEvents {@code type}. */
    @JsonIgnore
    default String type() {
        return "albireo." + getClass().getSimpleName() + ".v1";
    }
}
