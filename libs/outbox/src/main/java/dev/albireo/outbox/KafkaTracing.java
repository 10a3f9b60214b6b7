package dev.albireo.outbox;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Continues a trace across Kafka: an event carries the {@code traceparent} (W3C Trace Context) of the request that wrote it, and its
 * consumer continues that trace. Without tracing, no header is written and no span is created.
 */
@Singleton
class KafkaTracing {
    private static final TextMapPropagator W3C = W3CTraceContextPropagator.getInstance();

    private final Tracer tracer;

    KafkaTracing(OpenTelemetry telemetry) {
        this.tracer = telemetry.getTracer("dev.albireo.outbox");
    }

    /** Returns the {@code traceparent} of the current context, if it is traced. */
    Optional<String> current() {
        Context now = Context.current();
        SpanContext span = Span.fromContext(now).getSpanContext();
        if (!span.isValid()) {
            return Optional.empty();
        }
        Map<String, String> carrier = new HashMap<>();
        W3C.inject(now, carrier, (headers, name, value) -> carrier.put(name, value));
        return Optional.ofNullable(carrier.get(dev.albireo.outbox.CloudEventHeaders.TRACE));
    }

    /**
     * Runs the work as a part of the traces that these events name, with a span in each for every attempt; what the work itself traces belongs
     * to the first. The spans end on the Vert.x context where they began, which belongs to the events and keeps the trace meanwhile.
     */
    @SuppressWarnings("MustBeClosedChecker") // closed when the work ends, after this method returns
    Uni<Void> applying(List<ConsumerRecord<String, byte[]>> events, Supplier<Uni<Void>> work) {
        List<Context> contexts = events.stream().flatMap(this::started).toList();
        if (contexts.isEmpty()) {
            return work.get();
        }
        return Uni.createFrom().deferred(() -> {
            Scope scope = contexts.getFirst().makeCurrent();
            return work.get()
                    .onFailure()
                    .invoke(failure -> contexts.forEach(
                            context -> Span.fromContext(context).setStatus(StatusCode.ERROR)))
                    .onTermination()
                    .invoke(() -> {
                        scope.close();
                        contexts.forEach(context -> Span.fromContext(context).end());
                    });
        });
    }

    /** Returns the context of a new span in the trace that the event names, if it names one. */
    private Stream<Context> started(ConsumerRecord<String, byte[]> event) {
        Context cause = W3C.extract(Context.root(), event.headers(), FromKafka.HEADERS);
        if (!Span.fromContext(cause).getSpanContext().isValid()) {
            return Stream.empty();
        }
        Span span = tracer.spanBuilder(event.topic() + " process")
                .setParent(cause)
                .setSpanKind(SpanKind.CONSUMER)
                .setAttribute("messaging.system", "kafka")
                .setAttribute("messaging.destination.name", event.topic())
                .setAttribute("messaging.operation.type", "process")
                .startSpan();
        return Stream.of(cause.with(span));
    }

    private enum FromKafka implements TextMapGetter<Headers> {
        HEADERS;

        @Override
        public Iterable<String> keys(Headers carrier) {
            return List.of(dev.albireo.outbox.CloudEventHeaders.TRACE);
        }

        @Override
        public @Nullable String get(@Nullable Headers carrier, String key) {
            return carrier == null
                    ? null
                    : dev.albireo.outbox.CloudEventHeaders.text(carrier, key).orElse(null);
        }
    }
}
