package dev.albireo.webhooks.ssf;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jwt.SignedJWT;
import dev.albireo.events.SessionEvent.SessionEnded;
import dev.albireo.events.SessionEvent.SessionStarted;
import dev.albireo.events.TwoFactorEvent.TotpEnabled;
import dev.albireo.events.UserEvent.UserChanged;
import dev.albireo.events.UserEvent.UserDeleted;
import dev.albireo.outbox.ReceivedMessage;
import dev.albireo.testkit.FixedClock;
import dev.albireo.testkit.PostgresResource;
import dev.albireo.testkit.RestEndpoints;
import dev.albireo.testkit.RestEndpoints.RestEndpoint;
import dev.albireo.webhooks.Await;
import dev.albireo.webhooks.Receiver;
import dev.albireo.webhooks.Receiver.Manner;
import dev.albireo.webhooks.Receiver.Request;
import dev.albireo.webhooks.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The transmitter of the Shared Signals Framework, against what the modules of the plans {@code openid-ssf-transmitter-test-plan} and that
 * of the CAEP interoperability profile of the OpenID conformance suite check; a test names those it follows.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("The transmitter of the Shared Signals Framework 1.0")
class SharedSignalsTest {
    private static final String STREAMS = "/ssf/streams";
    private static final List<String> BROKEN = List.of(";{ broken", "[]", "\"text\"", "{\"delivery\": 5}");
    private static final String UNKNOWN = "1b0e7a52-0a5c-4ad4-9f2e-3f2f0c5a7d11";

    @Inject
    SsfStage stage;

    @Inject
    TestTokens tokens;

    @Inject
    StreamStatusChanges changes;

    @Inject
    FixedClock clock;

    @BeforeEach
    void nothing_is_left() {
        stage.clear();
        clock.advance(Duration.ofMinutes(1));
    }

    @Test
    @DisplayName("openid-ssf-transmitter-metadata")
    void describes_itself() {
        Response response = given().get("/.well-known/ssf-configuration");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.contentType()).startsWith("application/json");
        assertThat(response.header("Cache-Control")).isEqualTo("public, max-age=3600");
        JsonNode metadata = SsfStage.json(response.asString());
        String issuer = PostgresResource.ISSUER;
        assertThat(metadata.path("spec_version").asText()).isEqualTo("1_0");
        assertThat(metadata.path("issuer").asText()).isEqualTo(issuer);
        assertThat(metadata.path("jwks_uri").asText()).isEqualTo(issuer + "/ssf/jwks");
        assertThat(metadata.path("default_subjects").asText()).isEqualTo("ALL");
        assertThat(metadata.path("delivery_methods_supported").toString())
                .isEqualTo("[\"urn:ietf:rfc:8935\",\"urn:ietf:rfc:8936\"]");
        assertThat(metadata.at("/authorization_schemes/0/spec_urn").asText()).isEqualTo("urn:ietf:rfc:6749");
        for (String endpoint : List.of("configuration", "status", "add_subject", "remove_subject", "verification")) {
            assertThat(metadata.path(endpoint + "_endpoint").asText()).startsWith(issuer + "/ssf/");
        }
        JsonNode resource = SsfStage.json(
                given().get("/.well-known/oauth-protected-resource/ssf").asString());
        assertThat(resource.path("resource").asText()).isEqualTo(issuer + "/ssf");
        assertThat(resource.path("authorization_servers").toString()).isEqualTo("[\"" + issuer + "\"]");
        assertThat(given().get("/.well-known/ssf-configuration/other").statusCode())
                .isEqualTo(404);
        assertThat(given().get("/.well-known/oauth-protected-resource/other").statusCode())
                .isEqualTo(404);
        assertThat(resource.path("scopes_supported").toString()).isEqualTo("[\"ssf.read\",\"ssf.manage\"]");
    }

    @Test
    void publishes_public_keys_for_RS256_alone() {
        JsonNode keys = SsfStage.json(given().get("/ssf/jwks").asString()).path("keys");
        assertThat(keys).isNotEmpty();
        assertThat(keys).allSatisfy(key -> {
            assertThat(key.path("kty").asText()).isEqualTo("RSA");
            assertThat(key.path("alg").asText()).isEqualTo("RS256");
            assertThat(key.path("use").asText()).isEqualTo("sig");
            assertThat(key.has("d")).isFalse();
        });
    }

    @Test
    void rotates_its_keys_with_overlap() throws ParseException {
        JsonNode stream = stage.create(SsfStage.poll());
        Set<String> first = kids();
        clock.advance(Duration.ofDays(90));
        assertThat(kids()).containsAll(first).hasSizeGreaterThan(first.size());
        assertThat(first).contains(signedBy(stream));

        clock.advance(Duration.ofMinutes(11));
        assertThat(kids()).containsAll(first);
        assertThat(first).doesNotContain(signedBy(stream));

        clock.advance(Duration.ofDays(8));
        assertThat(kids()).doesNotContainAnyElementsOf(first).contains(signedBy(stream));
    }

    private static Set<String> kids() {
        return new HashSet<>(SsfStage.json(given().get("/ssf/jwks").asString()).findValuesAsText("kid"));
    }

    private String signedBy(JsonNode stream) throws ParseException {
        verify(stream, 204);
        JsonNode sets = stage.poll(stream, "").path("sets");
        String token = sets.elements().next().asText();
        SsfStage.verified(token);
        clock.advance(Duration.ofSeconds(10));
        return SignedJWT.parse(token).getHeader().getKeyID();
    }

    @Test
    @DisplayName("openid-ssf-stream-control-error-…-with-invalid-token, at every endpoint")
    void no_endpoint_takes_another_token() {
        List<RestEndpoint> endpoints = RestEndpoints.of("dev.albireo.webhooks.ssf").stream()
                .filter(endpoint ->
                        endpoint.path().startsWith("/ssf/") && !endpoint.path().equals("/ssf/jwks"))
                .toList();
        assertThat(endpoints).hasSizeGreaterThanOrEqualTo(11);
        for (RestEndpoint endpoint : endpoints) {
            Map<String, RequestSpecification> calls = Map.of(
                    "none", given().contentType("application/json"),
                    "garbage",
                            given().header("Authorization", "Bearer invalid:x").contentType("application/json"),
                    "audience", tokens.byReceiverElsewhere("receiver", "ssf.manage ssf.read"),
                    "user", tokens.byUser("receiver", "ssf.manage ssf.read"));
            calls.forEach((kind, call) -> {
                Response response = call.body("{}").request(endpoint.method(), endpoint.path());
                assertThat(response.statusCode()).as(endpoint + " " + kind).isEqualTo(401);
                assertThat(response.header("WWW-Authenticate"))
                        .as(endpoint + " " + kind)
                        .startsWith("Bearer realm=")
                        .contains("resource_metadata=\"" + PostgresResource.ISSUER
                                + "/.well-known/oauth-protected-resource/ssf\"");
                assertThat(response.header("WWW-Authenticate").contains("invalid_token"))
                        .as(endpoint + " " + kind)
                        .isEqualTo(!kind.equals("none"));
            });
            Response lacking =
                    tokens.byReceiver("receiver", "profile").body("{}").request(endpoint.method(), endpoint.path());
            assertThat(lacking.statusCode()).as(endpoint.toString()).isEqualTo(403);
            assertThat(lacking.header("WWW-Authenticate")).contains("error=\"insufficient_scope\"", "scope=\"ssf.");
        }
    }

    @Test
    void a_token_to_read_changes_nothing() {
        JsonNode stream = stage.create(SsfStage.poll());
        String id = "{\"stream_id\": \"" + stream.path("stream_id").asText() + "\", \"status\": \"paused\"}";
        assertThat(stage.reader().get(STREAMS).statusCode()).isEqualTo(200);
        assertThat(stage.reader().body("{}").post(STREAMS).statusCode()).isEqualTo(403);
        assertThat(stage.reader().body(id).post("/ssf/status").statusCode()).isEqualTo(403);
        assertThat(stage.reader().body(id).post("/ssf/verification").statusCode())
                .isEqualTo(403);
        assertThat(stage.reader().body(id).post("/ssf/subjects/remove").statusCode())
                .isEqualTo(403);
    }

    @Test
    @DisplayName("openid-ssf-stream-control-happy-path")
    void a_receiver_manages_its_stream() throws IOException {
        try (Receiver receiver = new Receiver(Manner.GOOD)) {
            JsonNode created = stage.create(
                    SsfStage.push(receiver.url(), "Bearer secret"),
                    SsfEventType.SESSION_REVOKED,
                    SsfEventType.CREDENTIAL_CHANGE);
            String id = created.path("stream_id").asText();
            assertThat(created.path("iss").asText()).isEqualTo(PostgresResource.ISSUER);
            assertThat(created.path("aud").asText()).isEqualTo(SsfStage.CLIENT);
            assertThat(created.path("events_delivered")).hasSize(2);
            assertThat(created.path("events_supported"))
                    .hasSize(SsfEventType.supported().size());
            assertThat(created.at("/delivery/method").asText()).isEqualTo("urn:ietf:rfc:8935");
            assertThat(created.path("min_verification_interval").asInt()).isEqualTo(10);
            assertThat(created.path("inactivity_timeout").asInt()).isPositive();
            assertThat(created.toString()).doesNotContain("secret", "authorization_header");

            assertThat(SsfStage.json(stage.reader()
                            .queryParam("stream_id", id)
                            .get(STREAMS)
                            .asString()))
                    .isEqualTo(created);
            assertThat(SsfStage.json(stage.reader().get(STREAMS).asString())).containsExactly(created);

            JsonNode updated = SsfStage.json(stage.receiver()
                    .body("{\"stream_id\": \"" + id + "\", \"description\": \"another\"}")
                    .patch(STREAMS)
                    .asString());
            assertThat(updated.path("description").asText()).isEqualTo("another");
            assertThat(updated.path("events_delivered")).hasSize(2);

            ObjectNode replacement = created.deepCopy();
            replacement.remove("description");
            Response replaced = stage.receiver().body(replacement.toString()).put(STREAMS);
            assertThat(replaced.statusCode()).as(replaced.asString()).isEqualTo(200);
            assertThat(SsfStage.json(replaced.asString())).isEqualTo(replacement);

            for (String status : List.of("enabled", "paused", "disabled")) {
                Response response = stage.receiver()
                        .body("{\"stream_id\": \"" + id + "\", \"status\": \"" + status + "\", \"reason\": \"a test\"}")
                        .post("/ssf/status?stream_id=" + id);
                assertThat(response.statusCode()).isEqualTo(200);
                assertThat(response.jsonPath().getString("status")).isEqualTo(status);
                Response read = stage.reader().queryParam("stream_id", id).get("/ssf/status");
                assertThat(read.asString()).isEqualTo(response.asString());
            }

            assertThat(stage.receiver()
                            .queryParam("stream_id", id)
                            .delete(STREAMS)
                            .statusCode())
                    .isEqualTo(204);
            assertThat(stage.reader().queryParam("stream_id", id).get(STREAMS).statusCode())
                    .isEqualTo(404);
            assertThat(stage.reader().get(STREAMS).asString()).isEqualTo("[]");
        }
    }

    @Test
    @DisplayName("openid-ssf-stream-control-error-…-with-broken-input, -with-invalid-body")
    void a_broken_body_is_400() {
        String id = stage.create(SsfStage.poll()).path("stream_id").asText();
        List<String> bodies = new ArrayList<>(BROKEN);
        bodies.add("{\"stream_id\": \"" + id + "\", \"delivery\": {\"method\": \"carrier pigeon\"}}");
        bodies.add("{\"stream_id\": \"" + id + "\", \"delivery\": {\"method\": \"urn:ietf:rfc:8935\"}}");
        bodies.add("{\"stream_id\": \"" + id + "\", \"delivery\": "
                + SsfStage.push("https://a.example", "two\\r\\nlines") + "}");
        bodies.add("{\"stream_id\": \"" + id + "\", \"delivery\": " + SsfStage.push("http://10.0.0.1/", "") + "}");
        bodies.add("{\"stream_id\": \"" + id + "\", \"events_requested\": \"all\"}");
        for (String body : bodies) {
            assertThat(stage.receiver().body(body).post(STREAMS).statusCode())
                    .as(body)
                    .isEqualTo(400);
            assertThat(stage.receiver().body(body).patch(STREAMS).statusCode())
                    .as(body)
                    .isEqualTo(400);
            assertThat(stage.receiver().body(body).put(STREAMS).statusCode())
                    .as(body)
                    .isEqualTo(400);
        }
        for (String path : List.of("/ssf/status", "/ssf/verification", "/ssf/subjects/add", "/ssf/subjects/remove")) {
            for (String body : BROKEN) {
                assertThat(stage.receiver().body(body).post(path).statusCode())
                        .as(path + body)
                        .isEqualTo(400);
            }
        }
        assertThat(stage.receiver()
                        .body("{\"maxEvents\": -1}")
                        .post("/ssf/poll/" + id)
                        .statusCode())
                .isEqualTo(400);
        assertThat(stage.receiver()
                        .body("{\"stream_id\": \"" + id + "\", \"status\": \"asleep\"}")
                        .post("/ssf/status")
                        .statusCode())
                .isEqualTo(400);
        assertThat(stage.receiver()
                        .body("{\"stream_id\": \"" + id + "\", \"aud\": \"other\"}")
                        .patch(STREAMS)
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    @DisplayName("openid-ssf-stream-control-error-create-stream-with-duplicate-config")
    void a_second_stream_is_409() {
        stage.create(SsfStage.poll());
        assertThat(stage.receiver()
                        .body(SsfStage.stream(SsfStage.poll()))
                        .post(STREAMS)
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    @DisplayName("openid-ssf-stream-control-error-…-unknown-stream")
    void a_stream_that_is_not_the_receivers_is_404() {
        String others = stage.create(SsfStage.poll()).path("stream_id").asText();
        for (String id : List.of(UNKNOWN, others, "no-uuid")) {
            String body = "{\"stream_id\": \"" + id + "\", \"status\": \"paused\", \"subject\": "
                    + "{\"format\": \"email\", \"email\": \"a@example.com\"}}";
            List<Response> responses = List.of(
                    stranger().queryParam("stream_id", id).get(STREAMS),
                    stranger().queryParam("stream_id", id).delete(STREAMS),
                    stranger().body(body).patch(STREAMS),
                    stranger().body(body).put(STREAMS),
                    stranger().queryParam("stream_id", id).get("/ssf/status"),
                    stranger().body(body).post("/ssf/status"),
                    stranger().body(body).post("/ssf/verification"),
                    stranger().body(body).post("/ssf/subjects/add"),
                    stranger().body(body).post("/ssf/subjects/remove"),
                    stranger().body("{}").post("/ssf/poll/" + id));
            assertThat(responses).extracting(Response::statusCode).as(id).containsOnly(404);
        }
        assertThat(stage.count("ssf_stream")).isEqualTo(1);
    }

    private RequestSpecification stranger() {
        return tokens.byReceiver("stranger", "ssf.manage");
    }

    @Test
    @DisplayName("openid-ssf-transmitter-stream-verification-push")
    void pushes_a_verification_with_the_state_and_the_header() throws IOException {
        try (Receiver receiver = new Receiver(Manner.GOOD)) {
            JsonNode stream =
                    stage.create(SsfStage.push(receiver.url(), "Bearer push_token"), SsfEventType.SESSION_REVOKED);
            verify(stream, 204);
            stage.settled();

            assertThat(receiver.requests()).hasSize(1);
            Request request = receiver.requests().getFirst();
            assertThat(request.header("content-type")).isEqualTo("application/secevent+jwt");
            assertThat(request.header("accept")).isEqualTo("application/json");
            assertThat(request.header("authorization")).isEqualTo("Bearer push_token");
            Map<String, Object> claims = SsfStage.verified(request.body());
            assertThat(claims.get("iss")).isEqualTo(PostgresResource.ISSUER);
            assertThat(claims.get("aud")).isEqualTo(List.of(SsfStage.CLIENT));
            assertThat(claims.get("sub_id"))
                    .isEqualTo(Map.of(
                            "format", "opaque", "id", stream.path("stream_id").asText()));
            assertThat(SsfStage.content(claims, SsfEventType.VERIFICATION).get("state"))
                    .isEqualTo("a-state");
        }
    }

    @Test
    @DisplayName("openid-ssf-transmitter-stream-verification-error-push-no-auth")
    void pushes_without_a_header_where_none_was_given() throws IOException {
        try (Receiver receiver = new Receiver(Manner.GOOD)) {
            verify(stage.create(SsfStage.push(receiver.url(), "")), 204);
            stage.settled();
            assertThat(receiver.requests().getFirst().headers()).doesNotContainKey("authorization");
        }
    }

    @Test
    void a_verification_too_soon_is_refused_with_the_time_to_wait() {
        JsonNode stream = stage.create(SsfStage.poll());
        verify(stream, 204);
        assertThat(verify(stream, 429).header("Retry-After")).isEqualTo("10");
        clock.advance(Duration.ofSeconds(10));
        verify(stream, 204);
    }

    private Response verify(JsonNode stream, int status) {
        Response response = stage.receiver()
                .body("{\"stream_id\": \"" + stream.path("stream_id").asText() + "\", \"state\": \"a-state\"}")
                .post("/ssf/verification");
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
        return response;
    }

    @Test
    @DisplayName("openid-ssf-transmitter-stream-verification-poll-only, -poll-and-ack, -ack-only")
    void a_token_is_polled_until_it_is_acknowledged() {
        JsonNode stream = stage.create(SsfStage.poll());
        verify(stream, 204);
        JsonNode first = stage.poll(stream, ", \"maxEvents\": 10").path("sets");
        assertThat(first).hasSize(1);
        String id = first.fieldNames().next();
        Map<String, Object> claims = SsfStage.verified(first.path(id).asText());
        assertThat(claims.get("jti")).isEqualTo(id);
        assertThat(SsfStage.content(claims, SsfEventType.VERIFICATION).get("state"))
                .isEqualTo("a-state");
        assertThat(stage.poll(stream, "").path("sets").fieldNames().next()).isEqualTo(id);

        clock.advance(Duration.ofSeconds(10));
        verify(stream, 204);
        JsonNode second = stage.poll(stream, ", \"maxEvents\": 10, \"ack\": [\"" + id + "\"]")
                .path("sets");
        assertThat(second).hasSize(1);
        String other = second.fieldNames().next();
        assertThat(other).isNotEqualTo(id);

        assertThat(stage.poll(stream, ", \"maxEvents\": 0, \"ack\": [\"" + other + "\"]")
                        .toString())
                .isEqualTo("{\"sets\":{}}");
        assertThat(stage.poll(stream, "").path("sets")).isEmpty();
        assertThat(stage.queued()).containsExactly("delivered verification", "delivered verification");
    }

    @Test
    void a_poll_says_that_there_is_more_and_takes_refusals() {
        JsonNode stream = stage.create(SsfStage.poll(), SsfEventType.SESSION_REVOKED);
        for (int i = 0; i < 3; i++) {
            stage.hear(new SessionEnded(SsfFacts.session(clock.instant(), "logout", "pwd")));
        }
        JsonNode page = stage.poll(stream, ", \"maxEvents\": 2");
        assertThat(page.path("sets")).hasSize(2);
        assertThat(page.path("moreAvailable").asBoolean()).isTrue();
        String refused = page.path("sets").fieldNames().next();
        JsonNode rest = stage.poll(
                stream,
                ", \"setErrs\": {\"" + refused + "\": {\"err\": \"invalid_key\", \"description\": \"unknown kid\"}}");
        assertThat(rest.path("sets")).hasSize(2);
        assertThat(rest.has("moreAvailable")).isFalse();
        assertThat(stage.queued()).containsOnlyOnce("dead session-revoked");
    }

    @Test
    void a_poll_waits_for_a_token() {
        JsonNode stream = stage.create(SsfStage.poll(), SsfEventType.SESSION_REVOKED);
        Thread fact = Thread.ofVirtual()
                .unstarted(() -> stage.hear(new SessionEnded(SsfFacts.session(clock.instant(), "logout", "pwd"))));
        RequestSpecification poll = stage.reader().body("{}");
        fact.start();
        Response response = poll.post("/ssf/poll/" + stream.path("stream_id").asText());
        assertThat(SsfStage.json(response.asString()).path("sets")).hasSize(1);
    }

    @Test
    void the_poll_endpoint_of_a_pushed_stream_does_not_exist() {
        JsonNode stream = stage.create(SsfStage.push("https://receiver.example/events", ""));
        assertThat(stage.reader()
                        .body("{}")
                        .post("/ssf/poll/" + stream.path("stream_id").asText())
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    @DisplayName("openid-ssf-transmitter-stream-caep-interop: session-revoked")
    void an_ended_session_becomes_one_token_however_often_it_arrives() throws IOException {
        try (Receiver receiver = new Receiver(Manner.GOOD)) {
            stage.create(SsfStage.push(receiver.url(), ""), SsfEventType.SESSION_REVOKED);
            stage.hear(new SessionStarted(SsfFacts.session(clock.instant(), null, "pwd")));
            ReceivedMessage ended = stage.hear(new SessionEnded(SsfFacts.session(clock.instant(), "revoked", "pwd")));
            stage.hear(ended);
            stage.settled();

            assertThat(receiver.requests()).hasSize(1);
            Map<String, Object> claims =
                    SsfStage.verified(receiver.requests().getFirst().body());
            assertThat(claims.get("txn")).isEqualTo(ended.id());
            assertThat(claims.get("sub_id"))
                    .isEqualTo(Map.of(
                            "format",
                            "complex",
                            "user",
                            Map.of("format", "iss_sub", "iss", PostgresResource.ISSUER, "sub", SsfFacts.SUBJECT),
                            "session",
                            Map.of("format", "opaque", "id", SsfFacts.SESSION)));
            Map<?, ?> content = SsfStage.content(claims, SsfEventType.SESSION_REVOKED);
            assertThat(content.get("initiating_entity")).isEqualTo("admin");
            assertThat(content.get("event_timestamp")).isEqualTo(clock.instant().getEpochSecond());
            assertThat(content.get("reason_admin")).isInstanceOf(Map.class);
        }
    }

    @Test
    @DisplayName("openid-ssf-transmitter-stream-caep-interop: credential-change")
    void a_new_factor_becomes_a_credential_change() {
        JsonNode stream = stage.create(SsfStage.poll(), SsfEventType.CREDENTIAL_CHANGE);
        stage.hear(new TotpEnabled(SsfFacts.SUBJECT, clock.instant()));
        JsonNode sets = stage.poll(stream, "").path("sets");
        Map<?, ?> content =
                SsfStage.content(SsfStage.verified(sets.elements().next().asText()), SsfEventType.CREDENTIAL_CHANGE);
        assertThat(content.get("credential_type")).isEqualTo("app");
        assertThat(content.get("change_type")).isEqualTo("create");
    }

    @Test
    void a_failed_push_is_repeated_with_the_same_jti() throws IOException {
        try (Receiver receiver = new Receiver(Manner.FAILING)) {
            stage.create(SsfStage.push(receiver.url(), ""), SsfEventType.SESSION_REVOKED);
            stage.hear(new SessionEnded(SsfFacts.session(clock.instant(), "logout", "pwd")));
            stage.settled();
            stage.later(Duration.ofSeconds(7));
            assertThat(receiver.requests()).hasSize(2);
            assertThat(receiver.requests().stream()
                            .map(request -> SsfStage.verified(request.body()).get("jti"))
                            .distinct())
                    .hasSize(1);
            assertThat(stage.queued()).containsExactly("due session-revoked");
        }
    }

    @Test
    void a_receiver_that_is_gone_gets_nothing_more() throws IOException {
        try (Receiver receiver = new Receiver(Manner.GONE)) {
            JsonNode stream = stage.create(SsfStage.push(receiver.url(), ""), SsfEventType.SESSION_REVOKED);
            stage.hear(new SessionEnded(SsfFacts.session(clock.instant(), "logout", "pwd")));
            stage.settled();
            assertThat(status(stream)).contains("\"paused\"", "410");
        }
    }

    private String status(JsonNode stream) {
        return stage.reader()
                .queryParam("stream_id", stream.path("stream_id").asText())
                .get("/ssf/status")
                .asString();
    }

    @Test
    void a_paused_stream_holds_events_and_a_disabled_one_drops_them() {
        JsonNode stream = stage.create(SsfStage.poll(), SsfEventType.SESSION_REVOKED);
        setStatus(stream, "paused");
        stage.hear(new SessionEnded(SsfFacts.session(clock.instant(), "logout", "pwd")));
        assertThat(stage.poll(stream, "").path("sets")).isEmpty();
        verify(stream, 204);
        assertThat(stage.poll(stream, "").path("sets")).hasSize(1);

        setStatus(stream, "enabled");
        assertThat(stage.poll(stream, "").path("sets")).hasSize(2);

        setStatus(stream, "disabled");
        stage.hear(new SessionEnded(SsfFacts.session(clock.instant(), "logout", "pwd")));
        assertThat(stage.queued()).isEmpty();
        verify(stream, 400);
    }

    private void setStatus(JsonNode stream, String status) {
        assertThat(stage.receiver()
                        .body("{\"stream_id\": \"" + stream.path("stream_id").asText() + "\", \"status\": \"" + status
                                + "\"}")
                        .post("/ssf/status")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void the_stream_of_an_inactive_receiver_is_paused() {
        JsonNode stream = stage.create(SsfStage.poll());
        clock.advance(Duration.ofDays(31));
        Await.on(changes::pauseInactive);
        assertThat(status(stream)).contains("\"paused\"", "inactivity");
        Map<?, ?> updated = SsfStage.content(
                SsfStage.verified(
                        stage.poll(stream, "").path("sets").elements().next().asText()),
                SsfEventType.STREAM_UPDATED);
        assertThat(updated.get("status")).isEqualTo("paused");
    }

    @Test
    void the_header_stays_with_its_server() throws IOException {
        try (Receiver first = new Receiver(Manner.GOOD);
                Receiver second = new Receiver(Manner.GOOD)) {
            JsonNode stream = stage.create(SsfStage.push(first.url(), "Bearer first"));
            move(stream, first.url() + "&more=1");
            verify(stream, 204);
            stage.settled();
            assertThat(first.requests().getFirst().header("authorization")).isEqualTo("Bearer first");

            move(stream, second.url());
            clock.advance(Duration.ofSeconds(10));
            verify(stream, 204);
            stage.settled();
            assertThat(second.requests().getFirst().headers()).doesNotContainKey("authorization");
        }
    }

    private void move(JsonNode stream, String url) {
        assertThat(stage.receiver()
                        .body("{\"stream_id\": \"" + stream.path("stream_id").asText() + "\", \"delivery\": "
                                + SsfStage.push(url, "") + "}")
                        .patch(STREAMS)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    @DisplayName("openid-ssf-stream-subject-control")
    void a_removed_user_is_not_in_the_stream_and_an_unknown_one_is_not_told_apart() {
        JsonNode stream = stage.create(SsfStage.poll(), SsfEventType.SESSION_REVOKED);
        stage.hear(new UserChanged(SsfFacts.user(1, "ann@example.com", true), clock.instant()));
        String address = "{\"format\": \"email\", \"email\": \"Ann@example.com\"}";
        String issSub = "{\"format\": \"iss_sub\", \"iss\": \"" + PostgresResource.ISSUER + "\", \"sub\": \""
                + SsfFacts.SUBJECT + "\"}";
        for (String subject : List.of(address, issSub, "{\"format\": \"complex\", \"user\": " + address + "}")) {
            subject(stream, "remove", subject, 204);
            stage.hear(new SessionEnded(SsfFacts.session(clock.instant(), "logout", "pwd")));
            assertThat(stage.queued()).as(subject).isEmpty();
            subject(stream, "add", subject, 200);
        }
        stage.hear(new SessionEnded(SsfFacts.session(clock.instant(), "logout", "pwd")));
        assertThat(stage.queued()).hasSize(1);

        for (String unknown : List.of(
                "{\"format\": \"email\", \"email\": \"example.user@example.com\"}",
                "{\"format\": \"iss_sub\", \"iss\": \"https://other.example\", \"sub\": \"x\"}",
                "{\"format\": \"iss_sub\", \"iss\": \"" + PostgresResource.ISSUER + "\", \"sub\": \"x\"}")) {
            subject(stream, "add", unknown, 200);
            subject(stream, "remove", unknown, 204);
        }
        subject(stream, "add", "{\"format\": \"opaque\", \"id\": \"x\"}", 400);
        assertThat(stage.count("ssf_removed_subject")).isZero();
    }

    private void subject(JsonNode stream, String verb, String subject, int status) {
        Response response = stage.receiver()
                .body("{\"stream_id\": \"" + stream.path("stream_id").asText() + "\", \"subject\": " + subject
                        + ", \"verified\": true}")
                .post("/ssf/subjects/" + verb);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
        assertThat(response.asString().isEmpty()).isEqualTo(status < 400);
    }

    @Test
    void changes_of_an_account_are_told_by_comparison() {
        JsonNode stream = stage.create(
                SsfStage.poll(),
                SsfEventType.ACCOUNT_DISABLED,
                SsfEventType.ACCOUNT_ENABLED,
                SsfEventType.IDENTIFIER_CHANGED,
                SsfEventType.TOKEN_CLAIMS_CHANGE);
        stage.hear(new UserChanged(SsfFacts.user(1, "ann@example.com", true), clock.instant()));
        stage.hear(new UserChanged(SsfFacts.user(2, "ann@example.com", false), clock.instant()));
        stage.hear(new UserChanged(SsfFacts.user(1, "old@example.com", true), clock.instant()));
        stage.hear(new UserChanged(SsfFacts.user(3, "ann@example.com", true, "finance"), clock.instant()));
        stage.hear(new UserChanged(SsfFacts.user(4, "new@example.com", true, "finance"), clock.instant()));
        assertThat(stage.queued())
                .containsExactly(
                        "due account-disabled",
                        "due account-enabled",
                        "due token-claims-change",
                        "due identifier-changed");
        assertThat(stage.poll(stream, "").toString()).isNotEmpty();
    }

    @Test
    void of_a_deleted_user_only_the_deletion_remains() {
        JsonNode stream = stage.create(SsfStage.poll(), SsfEventType.ACCOUNT_PURGED, SsfEventType.IDENTIFIER_CHANGED);
        stage.hear(new UserChanged(SsfFacts.user(1, "ann@example.com", true), clock.instant()));
        stage.hear(new UserChanged(SsfFacts.user(2, "new@example.com", true), clock.instant()));
        subject(stream, "remove", "{\"format\": \"email\", \"email\": \"new@example.com\"}", 204);
        subject(stream, "add", "{\"format\": \"email\", \"email\": \"new@example.com\"}", 200);
        stage.hear(new UserDeleted(SsfFacts.SUBJECT, 3, clock.instant()));
        assertThat(stage.queued()).containsExactly("due account-purged");
        Map<String, Object> claims = SsfStage.verified(
                stage.poll(stream, "").path("sets").elements().next().asText());
        assertThat(claims.toString()).doesNotContain("example.com\"", "ann@", "new@");
        stage.hear(new UserChanged(SsfFacts.user(2, "new@example.com", true), clock.instant()));
        assertThat(stage.count("ssf_account WHERE email IS NOT NULL")).isZero();
    }

    @Test
    void facts_of_before_the_stream_are_not_told() {
        ReceivedMessage earlier = new ReceivedMessage(
                "earlier", clock.instant(), new SessionEnded(SsfFacts.session(clock.instant(), "logout", "pwd")));
        clock.advance(Duration.ofMinutes(1));
        stage.create(SsfStage.poll(), SsfEventType.SESSION_REVOKED);
        stage.hear(earlier);
        assertThat(stage.queued()).isEmpty();
    }
}
