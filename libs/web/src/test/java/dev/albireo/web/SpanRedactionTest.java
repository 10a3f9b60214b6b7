package dev.albireo.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The content of spans")
class SpanRedactionTest {
    private final List<SpanData> exported = new ArrayList<>();
    private final Tracer tracer = SdkTracerProvider.builder()
            .addSpanProcessor(new SpanRedaction())
            .addSpanProcessor(new Keeping())
            .build()
            .get("test");

    @Test
    void what_is_listed_stays() {
        Map<String, String> told = told(tracer.spanBuilder("GET /authorize")
                .setAttribute("http.route", "/authorize")
                .startSpan());
        assertThat(told).containsEntry("http.route", "/authorize");
    }

    @Test
    void a_query_with_its_code_is_blotted_out() {
        Map<String, String> told = told(tracer.spanBuilder("GET /callback")
                .setAttribute("url.query", "code=ac_secret")
                .startSpan());
        assertThat(told).containsEntry("url.query", "-");
    }

    @Test
    void unknown_attributes_are_redacted() {
        Map<String, String> told =
                told(tracer.spanBuilder("x").startSpan().setAttribute("of.a.newer.release", "secret"));
        assertThat(told).containsEntry("of.a.newer.release", "-");
    }

    @Test
    void a_number_stays() {
        Map<String, String> told = told(tracer.spanBuilder("x")
                .setAttribute("http.response.status_code", 401)
                .startSpan());
        assertThat(told).containsEntry("http.response.status_code", "401");
    }

    private Map<String, String> told(Span span) {
        span.end();
        return exported.getFirst().getAttributes().asMap().entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> entry.getKey().getKey(),
                        entry -> entry.getValue().toString()));
    }

    /** The spans that an exporter would receive. */
    private final class Keeping implements SpanProcessor {
        @Override
        public void onStart(Context parent, ReadWriteSpan span) {}

        @Override
        public boolean isStartRequired() {
            return false;
        }

        @Override
        public void onEnd(ReadableSpan span) {
            exported.add(span.toSpanData());
        }

        @Override
        public boolean isEndRequired() {
            return true;
        }
    }
}
