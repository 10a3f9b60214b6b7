package dev.albireo.web;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributeType;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.internal.ExtendedSpanProcessor;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;

/**
 * Removes sensitive data from traces: of every span only the attributes listed here are exported unchanged. Values that a caller wrote are
 * masked: paths and queries with their codes and names, called URLs, and the caller's address.
 */
@Singleton
public class SpanRedaction implements ExtendedSpanProcessor {
    private static final String REDACTED = "-";
    private static final Set<String> SPOKEN = Set.of(
            "code.function",
            "code.function.name",
            "code.namespace",
            "db.name",
            "db.namespace",
            "db.operation",
            "db.operation.name",
            "db.query.text",
            "db.statement",
            "db.system",
            "db.system.name",
            "error.type",
            "http.request.method",
            "http.route",
            "messaging.client_id",
            "messaging.consumer.group.name",
            "messaging.destination.name",
            "messaging.kafka.consumer.group",
            "messaging.operation",
            "messaging.operation.name",
            "messaging.operation.type",
            "messaging.system",
            "network.protocol.name",
            "network.protocol.version",
            "network.transport",
            "server.address",
            "url.scheme");

    @Override
    public void onEnding(ReadWriteSpan span) {
        span.getAttributes().forEach((key, value) -> {
            if (!SPOKEN.contains(key.getKey())) {
                redact(span, key);
            }
        });
    }

    /** Numbers and booleans contain no secrets. */
    private static void redact(ReadWriteSpan span, AttributeKey<?> key) {
        if (key.getType() == AttributeType.STRING) {
            span.setAttribute(AttributeKey.stringKey(key.getKey()), REDACTED);
        } else if (key.getType() == AttributeType.STRING_ARRAY) {
            span.setAttribute(AttributeKey.stringArrayKey(key.getKey()), List.of());
        }
    }

    @Override
    public boolean isOnEndingRequired() {
        return true;
    }

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
        return false;
    }

    @Override
    public void onEnd(ReadableSpan span) {}

    @Override
    public boolean isEndRequired() {
        return false;
    }
}
