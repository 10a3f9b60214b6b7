package dev.albireo.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.devstack.Stack;
import dev.albireo.devstack.StackOptions;
import dev.albireo.devstack.config.StackService;
import dev.albireo.systemtests.support.Admin;
import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Collector;
import dev.albireo.systemtests.support.Collector.Seen;
import dev.albireo.systemtests.support.Folder;
import dev.albireo.systemtests.support.Journey;
import dev.albireo.systemtests.support.Json;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.RelyingParty;
import dev.albireo.systemtests.support.SecondStack;
import dev.albireo.systemtests.support.Secrets;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Has a stack of its own, because tracing is off in all others. */
@DisplayName("A traced sign-in with its sign-out is one trace over HTTP and Kafka, and contains no secret")
@SecondStack
class TraceTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final Collector COLLECTOR = new Collector();
    private static Stack stack;
    /** Secrets that no trace may contain and that other tests do not search for. */
    private static final List<String> OWN = new ArrayList<>();

    private static String user = "";

    @BeforeAll
    static void a_user_signs_in() {
        stack = Stack.start(options());
        // The first call between cold services may exceed its timeout.
        await().atMost(SOON).untilAsserted(() -> user = new Admin(stack.adminUri()).newUser("traced"));
        Journey journey = new Journey(stack.edgeUri());
        Person person = journey.person().saying("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01");
        RelyingParty party = RelyingParty.confidential(stack.edgeUri());
        RelyingParty.Pending pending = party.request("openid profile", Map.of());
        Answer page = person.follow(person.get(pending.uri()));
        URI callback = journey.toCallback(person, journey.login(person, page, user));
        OWN.add(callback.getQuery().replaceFirst(".*code=([^&]+).*", "$1"));
        assertThat(party.redeem(pending, callback).status()).isEqualTo(200);
        assertThat(person.submit(person.get("/auth/logout"), "/auth/logout", Map.of())
                        .status())
                .isLessThan(400);
        String somewhere = "nowhere-" + UUID.randomUUID();
        OWN.add(somewhere);
        for (String service : List.of("oauth", "credentials", "admin")) {
            new Person(stack.serviceUri(service)).get("/" + somewhere + "/" + somewhere + "?code=" + somewhere);
        }
    }

    private static StackOptions options() {
        Path checkout = Path.of(System.getProperty("albireo.checkout", ".."))
                .toAbsolutePath()
                .normalize();
        Path data = checkout.resolve("system-tests/target/traced-stack");
        Folder.empty(data);
        StackOptions options = StackOptions.of(checkout)
                .withData(data)
                .withPortOffset(Integer.getInteger("albireo.test.offset", 2000) + 500);
        for (StackService service : StackService.values()) {
            options = options.withSetting(service, "quarkus.otel.sdk.disabled", "false")
                    .withSetting(
                            service,
                            "quarkus.otel.exporter.otlp.endpoint",
                            COLLECTOR.uri().toString())
                    .withSetting(service, "quarkus.otel.exporter.otlp.protocol", "http/protobuf")
                    .withSetting(service, "quarkus.otel.bsp.schedule.delay", "PT0.2S")
                    .withSetting(service, "quarkus.log.console.json.enabled", "true");
        }
        return options;
    }

    @AfterAll
    static void end() {
        stack.close();
        COLLECTOR.close();
    }

    @Test
    void it_goes_through_both_services_and_from_one_to_the_other() {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(routes())
                        .contains(
                                "oauth GET /authorize",
                                "credentials POST /login",
                                "oauth PUT /internal/sessions/{id}"));
    }

    @Test
    void events_go_on_with_the_trace_of_the_request_that_wrote_them() {
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(appliedBy("albireo.session.v1")).contains("oauth");
            assertThat(appliedBy("albireo.audit.v1")).contains("albireo-admin");
        });
    }

    @Test
    void what_an_event_writes_belongs_to_its_trace_too() {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(COLLECTOR.trace(TRACE)).anySatisfy(span -> {
                    assertThat(span.service()).isEqualTo("albireo-admin");
                    assertThat(span.text("db.query.text") + span.text("db.statement"))
                            .contains("INSERT INTO audit_record");
                }));
    }

    @Test
    void no_secret_is_in_any_byte() {
        events_go_on_with_the_trace_of_the_request_that_wrote_them();
        Set<String> known = Stream.concat(
                        Secrets.known().stream(), Stream.concat(OWN.stream(), Stream.of(Admin.PASSWORD, user)))
                .collect(Collectors.toSet());
        assertThat(known).as("the search knows something").hasSizeGreaterThan(4);
        List<String> found = COLLECTOR
                .texts()
                .flatMap(text -> known.stream().filter(text::contains))
                .map(secret -> secret.substring(0, 4) + "…")
                .distinct()
                .toList();
        assertThat(found).isEmpty();
    }

    @Test
    void neither_query_nor_path_nor_caller_is_told() {
        it_goes_through_both_services_and_from_one_to_the_other();
        for (String attribute : List.of("url.query", "url.path", "url.full", "client.address", "user_agent.original")) {
            assertThat(COLLECTOR.spans())
                    .allSatisfy(span -> assertThat(span.text(attribute)).isIn("", "-"));
        }
        assertThat(COLLECTOR.spans())
                .noneSatisfy(span -> assertThat(span.span().getName()).contains("?"));
        assertThat(COLLECTOR.spans())
                .allSatisfy(span -> assertThat(span.span().getEventsCount()).isZero());
    }

    @Test
    void log_lines_are_json_and_name_the_trace() throws IOException {
        List<JsonNode> lines = Files.readAllLines(stack.logs().resolve("credentials.log")).stream()
                .filter(line -> line.startsWith("{"))
                .map(Json::parse)
                .toList();
        assertThat(lines).anySatisfy(line -> {
            assertThat(line.path("message").asText()).startsWith("POST /login");
            assertThat(line.at("/mdc/traceId").asText()).isEqualTo(TRACE);
            assertThat(line.at("/mdc/spanId").asText()).matches("[0-9a-f]{16}");
            assertThat(line.path("service").asText()).isEqualTo("credentials");
        });
    }

    private static Set<String> routes() {
        return COLLECTOR.trace(TRACE).stream()
                .filter(span -> span.span().getKind() == SpanKind.SPAN_KIND_SERVER)
                .map(span -> span.service() + " " + span.text("http.request.method") + " " + span.text("http.route"))
                .collect(Collectors.toSet());
    }

    private static Set<String> appliedBy(String topic) {
        return COLLECTOR.trace(TRACE).stream()
                .filter(span -> span.span().getKind() == SpanKind.SPAN_KIND_CONSUMER)
                .filter(span -> span.text("messaging.destination.name").equals(topic))
                .map(Seen::service)
                .collect(Collectors.toSet());
    }
}
