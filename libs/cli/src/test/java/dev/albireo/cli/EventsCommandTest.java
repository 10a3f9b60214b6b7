package dev.albireo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.cli.FakeServer.Ran;
import dev.albireo.cli.FakeServer.Said;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("albireo events")
class EventsCommandTest {
    private static final String RECORDS = """
            {"data":{"auditRecords":{"nodes":[
              {"at":"2026-11-22T10:00:02Z","eventId":"e2","actor":"alice","action":"authorize.code","target":"shop","outcome":"success",
               "detail":"{\\"scope\\":\\"openid\\"}","address":"192.0.2.7"},
              {"at":"2026-11-22T10:00:01Z","eventId":"e1","actor":"alice","action":"login","target":null,"outcome":"success","detail":"{}","address":null}
            ],"endCursor":null}}}
            """;
    private static final String USERS = """
            {"data":{"users":{"nodes":[{"subject":"s1","username":"alice","name":null,"email":"alice@example.com","emailVerified":true,
              "enabled":true,"requires2fa":false,"groups":["staff"],"resourceId":"a","totpEnabled":true}],"endCursor":null}}}
            """;
    private static final String GROUPS = "{\"entry\":[{\"resource\":{\"id\":\"staff\",\"requires2fa\":true}}]}";

    @Test
    void tail_shows_audit_records_in_the_form_of_webhooks_oldest_first() throws IOException {
        try (FakeServer server = new FakeServer(request -> new Said(200, RECORDS))) {
            Ran ran = server.run(
                    "",
                    Map.of("ALBIREO_ISSUER", "https://id.example"),
                    "events",
                    "tail",
                    "--type",
                    "login",
                    "--subject",
                    "s1",
                    "--since",
                    "2026-11-22T10:00:00Z");
            assertThat(ran.code()).as(ran.toString()).isZero();
            List<JsonNode> events = events(ran);
            assertThat(events).extracting(event -> event.path("id").asText()).containsExactly("e1", "e2");
            assertThat(events.getLast()).isEqualTo(parse("""
                    {"specversion":"1.0","id":"e2","source":"https://id.example","type":"albireo.AuditRecorded.v1","time":"2026-11-22T10:00:02Z",
                     "subject":"shop","datacontenttype":"application/json","data":{"actor":"alice","action":"authorize.code","target":"shop",
                     "outcome":"success","clientId":"shop","address":"192.0.2.7","detail":{"scope":"openid"},"at":"2026-11-22T10:00:02Z"}}
                    """));
            assertThat(events.getFirst().path("subject").asText()).isEqualTo("alice");
            assertThat(events.getFirst().path("data").has("target")).isFalse();
            assertThat(server.requests())
                    .singleElement()
                    .satisfies(request -> assertThat(request)
                            .contains(
                                    "\"action\":\"login\"", "\"target\":\"s1\"", "\"since\":\"2026-11-22T10:00:00Z\""));
        }
    }

    @Test
    void export_is_older_than_every_event_and_has_the_claims_that_are_asked_for() throws IOException {
        try (FakeServer server =
                new FakeServer(request -> new Said(200, request.startsWith("GET /Group") ? GROUPS : USERS))) {
            List<JsonNode> events = events(server.run("", Map.of(), "events", "export", "--claims", "email,groups"));
            assertThat(events)
                    .extracting(event -> event.path("type").asText())
                    .containsExactly("albireo.GroupChanged.v1", "albireo.UserChanged.v1");
            JsonNode user = events.getLast().path("data");
            assertThat(user.path("claims"))
                    .isEqualTo(parse("{\"email\":\"alice@example.com\",\"groups\":[\"staff\"]}"));
            assertThat(user.path("version").asInt()).isZero();
            assertThat(user.path("id").asText()).isEqualTo("a");
            assertThat(user.path("totpEnabled").asBoolean()).isTrue();

            assertThat(events(server.run("", Map.of(), "events", "export"))
                            .getLast()
                            .path("data")
                            .has("claims"))
                    .as("no claims unless they are asked for")
                    .isFalse();
        }
    }

    @Test
    void export_refuses_a_claim_that_it_does_not_have() throws IOException {
        try (FakeServer server = new FakeServer(request -> new Said(200, USERS))) {
            Ran ran = server.run("", Map.of(), "events", "export", "--claims", "phone_number");
            assertThat(ran.code()).isEqualTo(ExitCode.USAGE.code());
            assertThat(ran.err()).contains("--claims has phone_number, which is none of preferred_username");
            assertThat(server.requests()).isEmpty();
        }
    }

    private static List<JsonNode> events(Ran ran) {
        assertThat(ran.code()).as(ran.toString()).isZero();
        return ran.out().lines().map(EventsCommandTest::parse).toList();
    }

    private static JsonNode parse(String json) {
        return Json.parse(json).orElseThrow();
    }
}
