package dev.albireo.oauth.logout;

import static dev.albireo.testkit.JsonMember.member;
import static io.restassured.RestAssured.given;
import static java.time.Duration.ofSeconds;
import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.albireo.events.SessionState;
import dev.albireo.oauth.Stage;
import dev.albireo.oauth.Stage.App;
import dev.albireo.oauth.Stage.Browser;
import dev.albireo.oauth.key.SigningKeys;
import dev.albireo.oauth.logout.Listener.Heard;
import dev.albireo.protocol.JwsVerification;
import dev.albireo.testkit.FixedClock;
import dev.albireo.testkit.HangingServer;
import dev.albireo.testkit.JsonMember;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("OpenID Connect Back-Channel Logout 1.0")
class OidcBackChannelLogoutTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static final Duration SOON = ofSeconds(10);
    private static final String ENDED_SESSIONS = """
            WITH ended AS (
                INSERT INTO session (id, version, subject, cookie_hash, proofs, mfa_required, created_at, last_seen_at, expires_at,
                                     idle_seconds, ended_at, end_reason)
                SELECT gen_random_uuid(), version, subject, gen_random_uuid()::text, proofs, mfa_required, created_at, last_seen_at,
                       expires_at, idle_seconds, $4, 'logout'
                  FROM session, generate_series(1, $3)
                 WHERE id = $2
                RETURNING id, subject)
            INSERT INTO logout_delivery (session_id, client_id, subject, ended_at, next_attempt_at)
            SELECT id, $1, subject, $4, $4 FROM ended
            """;
    private static Listener listener;

    @Inject
    Stage stage;

    @Inject
    SigningKeys keys;

    @Inject
    FixedClock clock;

    @Inject
    Pool db;

    private final String path = "/" + UUID.randomUUID();

    @BeforeAll
    static void listen() {
        listener = new Listener();
    }

    @AfterAll
    static void close() {
        listener.close();
    }

    @BeforeEach
    void well() {
        listener.answer(200);
    }

    @Test
    void section_2_1_discovery_says_so() {
        given().get("/.well-known/openid-configuration")
                .then()
                .body(member("backchannel_logout_supported", equalTo(true)))
                .body(member("backchannel_logout_session_supported", equalTo(true)));
    }

    @Test
    void section_2_4_the_logout_token() throws Exception {
        App app = register(Map.of());
        Browser browser = signedIn(app);

        end(browser);

        Heard received = only(path);
        SignedJWT token = received.token();
        JWTClaimsSet claims = token.getJWTClaimsSet();
        assertThat(received.contentType()).isEqualTo("application/x-www-form-urlencoded");
        assertThat(token.getHeader().getType().getType()).isEqualTo("logout+jwt");
        assertThat(token.getHeader().getAlgorithm().getName()).isEqualTo("RS256");
        assertThat(isOurs(token)).isTrue();
        assertThat(claims.getIssuer()).isEqualTo(PostgresResource.ISSUER);
        assertThat(claims.getAudience()).containsExactly(app.id());
        assertThat(claims.getSubject()).isEqualTo(browser.user().subject());
        assertThat(claims.getStringClaim("sid")).isEqualTo(browser.session().id());
        assertThat(claims.getJSONObjectClaim("events"))
                .isEqualTo(Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()));
        assertThat(claims.getJWTID()).isNotBlank();
        assertThat(claims.getExpirationTime().getTime() - claims.getIssueTime().getTime())
                .isPositive()
                .isLessThanOrEqualTo(120_000);
        assertThat(claims.getClaims()).doesNotContainKey("nonce");
    }

    @Test
    void section_2_4_signed_as_the_clients_ID_tokens_and_naming_the_person_as_they_do() throws Exception {
        App app = register(Map.of("id_token_signed_response_alg", "ES256", "subject_type", "pairwise"));
        Browser browser = stage.signIn("pwd");
        String idToken = JsonMember.read(
                stage.redeem(app, stage.code(app, browser, "openid")).asString(), "id_token");

        end(browser);

        SignedJWT token = only(path).token();
        assertThat(token.getHeader().getAlgorithm().getName()).isEqualTo("ES256");
        assertThat(token.getJWTClaimsSet().getSubject())
                .isEqualTo(SignedJWT.parse(idToken).getJWTClaimsSet().getSubject())
                .isNotEqualTo(browser.user().subject());
    }

    @Test
    void section_2_3_only_clients_that_got_a_token_in_that_session_are_told_and_each_once() {
        App told = register(Map.of());
        App another = register(listener.uri(path + "/other-session"), Map.of());
        App curious = register(listener.uri(path + "/code-only"), Map.of());
        Browser browser = signedIn(told);
        stage.redeem(told, stage.code(told, browser, "openid"));
        signedIn(another);
        stage.code(curious, browser, "openid");

        SessionState ended = stage.ended(browser.session(), SessionState.LOGOUT);
        stage.tell(ended);
        stage.tell(ended);
        stage.tell(stage.ended(ended, SessionState.REVOKED));
        Browser last = signedIn(register(listener.uri(path + "/last"), Map.of()));
        end(last);

        only(path + "/last");
        assertThat(listener.heard(path)).hasSize(1);
        assertThat(listener.heard(path + "/other-session")).isEmpty();
        assertThat(listener.heard(path + "/code-only")).isEmpty();
    }

    @Test
    void
            an_administrator_signs_all_users_out_of_one_client_which_is_told_and_told_again_when_it_was_authorized_again() {
        App told = register(Map.of());
        App spared = register(listener.uri(path + "/spared"), Map.of());
        Browser browser = stage.signIn("pwd");
        String access = access(told, browser);
        String sparedAccess = access(spared, browser);

        endAt(told).then().statusCode(200).body(member("sessions", equalTo(1)));

        only(path);
        assertThat(stage.userinfoStatus(access)).isEqualTo(401);
        assertThat(stage.userinfoStatus(sparedAccess)).isEqualTo(200);
        clock.advance(ofSeconds(1));
        endAt(told).then().statusCode(200).body(member("sessions", equalTo(0)));
        assertThat(stage.userinfoStatus(access(told, browser))).isEqualTo(200);
        clock.advance(ofSeconds(1));
        end(browser);

        only(path + "/spared");
        await().atMost(SOON).until(() -> listener.heard(path).size() == 2);
    }

    @Test
    void an_administrator_names_a_client_that_exists_and_a_reason() {
        stage.administrator()
                .contentType(ContentType.JSON)
                .body(Map.of("reason", "leaked tokens"))
                .post("/internal/resources/Client/no-such-client/sessions/end")
                .then()
                .statusCode(404);
        stage.administrator()
                .contentType(ContentType.JSON)
                .body(Map.of())
                .post("/internal/resources/Client/" + register(Map.of()).id() + "/sessions/end")
                .then()
                .statusCode(422);
    }

    private Response endAt(App app) {
        return stage.administrator()
                .contentType(ContentType.JSON)
                .body(Map.of("reason", "leaked tokens"))
                .post("/internal/resources/Client/" + app.id() + "/sessions/end");
    }

    private String access(App app, Browser browser) {
        return JsonMember.read(
                stage.redeem(app, stage.code(app, browser, "openid")).asString(), "access_token");
    }

    @Test
    void section_2_7_every_session_of_a_disabled_person_is_told_of() throws ParseException {
        App app = register(Map.of());
        Browser browser = signedIn(app);

        stage.tell(stage.ended(browser.session(), SessionState.DISABLED));

        assertThat(only(path).token().getJWTClaimsSet().getStringClaim("sid"))
                .isEqualTo(browser.session().id());
    }

    @Test
    void section_2_7_a_session_that_is_found_expired_at_the_next_sign_on_is_told_of() throws ParseException {
        App app = register(Map.of());
        Browser browser = signedIn(app);
        clock.advance(Duration.ofHours(12));

        browser.get(stage.authorize(app));

        assertThat(only(path).token().getJWTClaimsSet().getStringClaim("sid"))
                .isEqualTo(browser.session().id());
    }

    @Test
    void section_2_8_a_client_that_fails_is_told_again_with_a_new_token() throws ParseException {
        listener.answer(503);
        App app = register(Map.of());
        Browser browser = signedIn(app);
        end(browser);
        Heard first = only(path);
        awaitUndone(app, "due", "refused");

        listener.answer(204);
        clock.advance(ofSeconds(2));

        await().atMost(SOON).until(() -> listener.heard(path).size() == 2);
        assertThat(listener.heard(path).getLast().token().getJWTClaimsSet().getJWTID())
                .isNotEqualTo(first.token().getJWTClaimsSet().getJWTID());
        await().atMost(SOON).until(() -> undone(app).isEmpty());
    }

    @Test
    void section_2_8_what_is_never_taken_is_shown_to_administrators_who_may_try_it_again() {
        listener.answer(410);
        App app = register(Map.of());
        Browser browser = signedIn(app);
        end(browser);
        awaitUndone(app, "dead", "gone");
        String session = browser.session().id();

        given().auth()
                .oauth2(stage.serviceToken())
                .get("/internal/logout-deliveries")
                .then()
                .statusCode(403);
        listener.answer(200);
        retry(session, app.id()).then().statusCode(204);

        await().atMost(SOON).until(() -> undone(app).isEmpty());
        assertThat(listener.heard(path)).hasSize(2);
        retry(session, app.id()).then().statusCode(404);
        retry("x", "y").then().statusCode(404);
        retry(session, "\0").then().statusCode(404);
        stage.administrator()
                .queryParam("client", "\0")
                .get("/internal/logout-deliveries")
                .then()
                .statusCode(400);
    }

    @Test
    void section_2_8_it_is_given_up_after_an_hour() {
        listener.answer(500);
        App app = register(Map.of());
        end(signedIn(app));
        awaitUndone(app, "due", "refused");

        clock.advance(Duration.ofMinutes(61));

        awaitUndone(app, "dead", "refused");
    }

    @Test
    void clients_that_hang_hold_fifty_connections_at_most_and_ten_each_and_others_get_theirs_in_seconds() {
        HangingServer.Peak total = new HangingServer.Peak();
        List<HangingServer> hanging = new ArrayList<>();
        try {
            hanging.add(new HangingServer(total));
            ended(register(hanging.getFirst().uri(path), Map.of()), 30);
            await().atMost(SOON).until(() -> total.now() == 10);
            App first = register(Map.of());
            end(signedIn(first));
            await().atMost(ofSeconds(3)).until(() -> listener.heard(path).size() == 1);

            for (int i = 0; i < 7; i++) {
                hanging.add(new HangingServer(total));
                ended(register(hanging.getLast().uri(path), Map.of()), 30);
            }
            await().atMost(SOON).until(() -> total.now() == 50);
            end(signedIn(register(Map.of())));
            await().atMost(SOON).until(() -> listener.heard(path).size() == 2);

            await().atMost(SOON)
                    .until(() -> hanging.stream()
                            .allMatch(server -> server.connections().most() > 0));
            assertThat(total.most()).isEqualTo(50);
            assertThat(hanging)
                    .allSatisfy(
                            server -> assertThat(server.connections().most()).isLessThanOrEqualTo(10));
        } finally {
            hanging.forEach(HangingServer::close);
        }
    }

    /** So many sessions in which the client received a token have just ended. */
    private void ended(App app, int sessions) {
        Browser browser = signedIn(app);
        Tuple values = Tuple.of(
                app.id(),
                UUID.fromString(browser.session().id()),
                sessions,
                clock.instant().atOffset(UTC));
        db.preparedQuery(ENDED_SESSIONS).execute(values).await().atMost(LIMIT);
    }

    private Browser signedIn(App app) {
        Browser browser = stage.signIn("pwd");
        assertThat(stage.redeem(app, stage.code(app, browser, "openid")).statusCode())
                .isEqualTo(200);
        return browser;
    }

    private void end(Browser browser) {
        stage.tell(stage.ended(browser.session(), SessionState.LOGOUT));
    }

    private static Heard only(String path) {
        await().atMost(SOON).until(() -> !listener.heard(path).isEmpty());
        assertThat(listener.heard(path)).hasSize(1);
        return listener.heard(path).getFirst();
    }

    private void awaitUndone(App app, String state, String error) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(undone(app))
                        .singleElement()
                        .satisfies(item ->
                                assertThat(item).containsEntry("state", state).containsEntry("lastError", error)));
    }

    private List<Map<String, Object>> undone(App app) {
        return JsonMember.read(
                stage.administrator()
                        .queryParam("client", app.id())
                        .get("/internal/logout-deliveries")
                        .asString(),
                "items");
    }

    private Response retry(String session, String client) {
        return stage.administrator()
                .contentType(ContentType.JSON)
                .body(Map.of("sessionId", session, "clientId", client))
                .post("/internal/logout-deliveries/retry");
    }

    private boolean isOurs(SignedJWT token) {
        var key = keys.ring()
                .await()
                .atMost(LIMIT)
                .published()
                .getKeyByKeyId(token.getHeader().getKeyID());
        return JwsVerification.isSignedWith(key, token);
    }

    private App register(Map<String, Object> more) {
        return register(listener.uri(path), more);
    }

    private static App register(String uri, Map<String, Object> more) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("redirect_uris", List.of(Stage.REDIRECT_URI));
        metadata.put("backchannel_logout_uri", uri);
        metadata.put("backchannel_logout_session_required", true);
        metadata.putAll(more);
        Response response = given().contentType(ContentType.JSON).body(metadata).post("/connect/register");
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(201);
        return new App(
                JsonMember.read(response.asString(), "client_id"),
                JsonMember.read(response.asString(), "client_secret"));
    }
}
