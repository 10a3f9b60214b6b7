package dev.albireo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.cli.FakeServer.Ran;
import dev.albireo.cli.FakeServer.Said;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("albireo webhook")
class WebhookCommandTest {
    private static final String PAGE = """
            {"data":{"webhookDeliveries":{"nodes":[{"id":"msg_%s","type":"albireo.SessionEnded.v1","subject":"s","state":"dead",\
            "attempts":3,"lastStatus":500,"lastError":"refused","recordedAt":"2026-11-22T10:00:00Z","nextAttemptAt":null,\
            "eventId":"e","occurredAt":"2026-11-22T10:00:00Z","endedAt":null}],"endCursor":%s}}}""";

    @Test
    void lists_all_pages_of_deliveries() throws IOException {
        Iterator<String> pages = List.of(PAGE.formatted("2", "\"17\""), PAGE.formatted("1", "null"))
                .iterator();
        try (FakeServer server = new FakeServer(line -> new Said(200, pages.next()))) {
            Ran ran = server.run("", Map.of(), "webhook", "deliveries", "my-app", "--state", "dead");

            assertThat(ran.code()).as(ran.toString()).isZero();
            assertThat(ran.out().lines().map(line -> line.split(" ")[0])).containsExactly("ID", "msg_2", "msg_1");
            assertThat(ran.out()).contains("dead", "500", "refused").doesNotContain("EVENT ID");
            assertThat(server.requests())
                    .hasSize(2)
                    .allMatch(request -> request.contains("\"subscription\":\"my-app\",\"state\":\"dead\""));
            assertThat(server.requests().getLast()).contains("\"first\":49,\"after\":\"17\"");
        }
    }

    @Test
    void lists_no_more_than_was_asked_for() throws IOException {
        try (FakeServer server = new FakeServer(line -> new Said(200, PAGE.formatted("2", "\"17\"")))) {
            Ran ran = server.run("", Map.of(), "webhook", "deliveries", "my-app", "--limit", "1", "-o", "json");

            assertThat(ran.out()).contains("\"eventId\" : \"e\"");
            assertThat(server.requests()).singleElement().asString().contains("\"state\":null,\"first\":1,");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"1 | 1 delivery is repeated", "2 | 2 deliveries are repeated", "0 | 0 deliveries are repeated"})
    void says_how_many_deliveries_are_repeated(int number, String said) throws IOException {
        try (FakeServer server = replaying(number)) {
            Ran ran = server.run(
                    "", Map.of(), "webhook", "replay", "my-app", "--delivery", "msg_1", "--delivery", "msg_2");

            assertThat(ran.code()).as(ran.toString()).isZero();
            assertThat(ran.out()).isEqualTo(said + "\n");
            assertThat(server.requests())
                    .singleElement()
                    .asString()
                    .contains("\"ids\":[\"msg_1\",\"msg_2\"]", "\"subscription\":\"my-app\"")
                    .doesNotContain("\"from\":", "\"to\":");
        }
    }

    @Test
    void repeats_those_of_a_period() throws IOException {
        try (FakeServer server = replaying(7)) {
            server.run("", Map.of(), "webhook", "replay", "my-app", "--from", "2026-11-22T12:00:00+02:00");
            server.run("", Map.of(), "webhook", "replay", "my-app", "--from", "PT2H", "--to", "PT1H");

            assertThat(server.requests().getFirst()).contains("\"from\":\"2026-11-22T10:00:00Z\",\"to\":null");
            assertThat(server.requests().getLast())
                    .containsPattern("\"from\":\"2[0-9T:.-]+Z\",\"to\":\"2[0-9T:.-]+Z\"");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "webhook replay my-app",
                "webhook replay my-app --delivery msg_1 --from PT1H",
                "webhook replay my-app --from yesterday",
                "webhook test"
            })
    void sends_nothing_where_the_command_line_is_wrong(String command) throws IOException {
        try (FakeServer server = replaying(1)) {
            Ran ran = server.run("", Map.of(), command.split(" "));

            assertThat(ran.code()).as(ran.toString()).isEqualTo(64);
            assertThat(ran.err()).startsWith("albireo: ").hasLineCount(1);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void names_the_delivery_of_a_test() throws IOException {
        try (FakeServer server =
                new FakeServer(line -> new Said(200, "{\"data\":{\"testWebhookSubscription\":\"msg_9\"}}"))) {
            assertThat(server.run("", Map.of(), "webhook", "test", "my-app").out())
                    .isEqualTo("A test event is sent as delivery msg_9\n");
            assertThat(server.run("", Map.of(), "webhook", "test", "my-app", "-o", "yaml")
                            .out())
                    .isEqualTo("testWebhookSubscription: msg_9\n");
        }
    }

    private static FakeServer replaying(int number) throws IOException {
        return new FakeServer(line -> new Said(200, "{\"data\":{\"replayWebhookDeliveries\":" + number + "}}"));
    }
}
