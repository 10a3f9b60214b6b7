package dev.albireo.credentials.enrolment;

import static dev.albireo.testkit.JsonMember.member;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import dev.albireo.credentials.Authenticator;
import dev.albireo.credentials.Await;
import dev.albireo.credentials.Given;
import dev.albireo.credentials.Outboxed;
import dev.albireo.credentials.Visit;
import dev.albireo.credentials.admin.TestTokens;
import dev.albireo.credentials.factor.FactorRules;
import dev.albireo.credentials.login.OtherSettings;
import dev.albireo.credentials.session.BrowserInfo;
import dev.albireo.credentials.session.LoginSession;
import dev.albireo.credentials.session.SignInDevice;
import dev.albireo.events.UserState;
import dev.albireo.policy.Proofs;
import dev.albireo.testkit.FixedClock;
import dev.albireo.testkit.JsonMember;
import dev.albireo.testkit.PostgresResource;
import dev.albireo.testkit.ShippedClasses;
import dev.albireo.web.BrowserCookies;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(OtherSettings.class)
@QuarkusTestResource(PostgresResource.class)
@DisplayName("A first second factor with a code from an administrator")
class EnrolmentCodesTest {
    private static final String ENABLE = "/auth/two-factor/enable";
    private static final String DOOR = "/account/enrolment-code";

    @Inject
    Given users;

    @Inject
    TestTokens tokens;

    @Inject
    EnrolmentCodes codes;

    @Inject
    Outboxed outboxed;

    @Inject
    Pool db;

    @Inject
    FixedClock clock;

    @Test
    void the_code_opens_the_enrolment_on_the_page_of_the_second_factor() {
        UserState user = users.user(true);
        Visit visit = Visit.of(user);
        visit.get("/login/2fa").then().body(containsString("enrolment_code")).body(not(containsString("enrolBtn")));

        assertThat(visit.post("/login/2fa", Map.of("enrolment_code", code(user)))
                        .header("Location"))
                .isEqualTo("/login/2fa");
        visit.get("/login/2fa").then().body(containsString("enrolBtn"));
        String page = visit.get("/login/2fa?way=app").asString();
        Authenticator app = new Authenticator(page.replaceAll("(?s).*secret=([A-Z2-7]+).*", "$1"), clock);
        assertThat(visit.send("/login/2fa", Map.of("token", app.code(), "form_token", Visit.field(page, "form_token")))
                        .header("Location"))
                .isEqualTo("/login/2fa");
        visit.get("/login/2fa").then().body(containsString("data-recovery-codes"));
        visit.get("/account/sign-ins").then().statusCode(200).body(containsString("Code to set up a second step used"));
        assertThat(outboxed.of("albireo.AuditRecorded.v1", user.subject()))
                .extracting(event -> event.path("action").asText())
                .contains("enrolment-code.issue", "enrolment-code.use", "totp.enable");
    }

    @Test
    void the_code_opens_the_enrolment_on_the_account_page() {
        UserState user = users.user(false);
        Visit visit = Visit.of(user);
        visit.get("/account").then().body(containsString("enrolment_code")).body(not(containsString("addBtn")));
        assertThat(visit.get(ENABLE).header("Location")).isEqualTo("/account/security");

        visit.post("/account", DOOR, Map.of("enrolment_code", "7K2M-9QXR-4D10"))
                .then()
                .statusCode(422)
                .body(containsString("only the newest one works"));
        assertThat(visit.post(
                                "/account",
                                DOOR,
                                Map.of("enrolment_code", code(user).toLowerCase()))
                        .header("Location"))
                .isEqualTo("/account/security");
        visit.get("/account").then().body(containsString("addBtn"));
        visit.get(ENABLE).then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void every_door_is_closed_without_it_and_open_with_it(boolean partial) {
        UserState user = users.user(partial);
        Visit visit = Visit.of(user);
        assertThat(doors(visit, partial)).as("closed").containsOnly(false);
        visit.postJson(DOOR, Map.of("code", code(user))).then().statusCode(200).body(member("accepted", equalTo(true)));
        assertThat(doors(visit, partial)).as("open").containsOnly(true);

        Visit other = Visit.of(user);
        assertThat(doors(other, partial)).as("of another session").containsOnly(false);
        clock.advance(EnrolmentCodes.OPENED);
        visit = Visit.of(user);
        assertThat(doors(visit, partial)).as("after some minutes").containsOnly(false);
    }

    /** Returns for each way to begin or to end an enrolment whether it is open to the session. */
    private static List<Boolean> doors(Visit visit, boolean partial) {
        boolean passkey = visit.postJson("/webauthn/register/start", Map.of()).statusCode() != 403;
        boolean page = visit.get("/login/2fa?way=enrol").asString().contains("enrolBtn");
        boolean appPage = visit.get("/login/2fa?way=app").asString().contains("otpauth");
        if (partial) {
            return List.of(passkey, page, appPage);
        }
        boolean account = visit.get("/account").asString().contains("addBtn");
        boolean json = visit.json(ENABLE).statusCode() != 403;
        boolean form = visit.get(ENABLE).statusCode() == 200;
        return List.of(passkey, page, appPage, account, json, form);
    }

    @Test
    void the_end_of_an_enrolment_asks_again() {
        UserState user = users.user(false);
        Visit visit = opened(user);
        String secret = JsonMember.read(visit.json(ENABLE).asString(), "secretKey");
        Authenticator app = new Authenticator(secret, clock);
        String another = code(user);
        visit.postJson(ENABLE, Map.of("token", app.code()))
                .then()
                .statusCode(403)
                .body(member("error", equalTo("enrolment_code_required")));
        visit.postJson(DOOR, Map.of("code", another)).then().statusCode(200);
        visit.postJson(ENABLE, Map.of("token", app.code())).then().statusCode(200);
    }

    @Test
    void whatever_stores_a_factor_of_a_session_asks_the_one_rule() {
        JavaClasses shipped = ShippedClasses.below("dev.albireo.credentials");
        assertThat(shipped.stream().filter(EnrolmentCodesTest::storesFactors))
                .hasSize(2)
                .allMatch(type -> type.getMethodCallsFromSelf().stream()
                        .anyMatch(call -> call.getTargetOwner().isEquivalentTo(FactorRules.class)
                                && call.getTarget().getName().startsWith("checkAdding")));
    }

    private static boolean storesFactors(JavaClass type) {
        boolean app = type.getMethodCallsFromSelf().stream()
                .anyMatch(call -> call.getTargetOwner().getSimpleName().equals("TotpStore")
                        && call.getTarget().getName().equals("enable"));
        boolean passkey = type.getMethodCallsFromSelf().stream()
                .anyMatch(call -> call.getTargetOwner().getSimpleName().equals("RegistrationCeremony")
                        && call.getTarget().getName().equals("store"));
        // A user who registers with a passkey has no session yet, and no other factor.
        return (app || passkey) && !type.getSimpleName().equals("NewUserPasskeys");
    }

    @Test
    void a_passkey_is_made_by_the_ceremony_or_an_import_alone() {
        JavaClasses shipped = ShippedClasses.below("dev.albireo.credentials");
        assertThat(shipped.stream()
                        .filter(type -> type.getConstructorCallsFromSelf().stream()
                                .anyMatch(call ->
                                        call.getTargetOwner().getSimpleName().equals("Passkey")))
                        .map(JavaClass::getSimpleName))
                .containsExactlyInAnyOrder("RegistrationCeremony", "Passkey");
    }

    @Test
    void only_the_newest_one_counts_and_once() {
        UserState user = users.user(false);
        String older = code(user);
        String newer = code(user);
        Visit visit = Visit.of(user);
        enter(visit, older).then().statusCode(422).body(member("field", equalTo("code")));
        enter(visit, newer).then().statusCode(200);
        enter(visit, newer).then().statusCode(422);
    }

    @Test
    void of_50_uses_at_once_one_succeeds() throws Exception {
        UserState user = users.user(false);
        UUID subject = UUID.fromString(user.subject());
        String code = code(user);
        Visit.of(user);
        LoginSession session = session(subject);
        BrowserInfo browser =
                new BrowserInfo(Optional.empty(), BrowserCookies.NONE, "", "", () -> true, SignInDevice.NONE);
        List<Boolean> used = Await.inParallel(50, () -> codes.consume(session, code, browser));
        assertThat(used).hasSize(50).containsOnlyOnce(true);
    }

    private LoginSession session(UUID subject) {
        UUID id = Await.on(() -> db.preparedQuery("SELECT id FROM session WHERE subject = $1")
                .execute(Tuple.of(subject))
                .map(rows -> rows.iterator().next().getUUID("id")));
        return new LoginSession(
                id,
                subject,
                "",
                1,
                new Proofs(List.of()),
                false,
                clock.instant(),
                clock.instant(),
                clock.instant(),
                Duration.ZERO,
                false,
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void it_belongs_to_its_user_and_expires() {
        UserState user = users.user(false);
        String code = code(user);
        enter(Visit.of(users.user(false)), code).then().statusCode(422);
        clock.advance(Duration.ofHours(24));
        enter(Visit.of(user), code).then().statusCode(422);
    }

    @Test
    void guesses_are_counted() {
        UserState user = users.user(false);
        String code = code(user);
        Visit visit = Visit.of(user);
        for (int i = 0; i < 5; i++) {
            enter(visit, "0000-0000-000" + i).then().statusCode(422);
        }
        enter(visit, code).then().statusCode(429);
        enter(Visit.of(user), code).then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"password", "disabled", "reset"})
    void it_is_void_after_a_change_of_the_account(String change) {
        UserState user = users.user(false);
        String code = code(user);
        String path = "/internal/users/" + user.subject();
        String password = change.equals("password") ? "another horse battery" : Given.PASSWORD;
        switch (change) {
            case "password" ->
                admin().body(Map.of("password", password))
                        .put(path + "/password")
                        .then()
                        .statusCode(200);
            case "reset" ->
                admin().body(Map.of("reason", "lost"))
                        .post(path + "/two-factor-reset")
                        .then()
                        .statusCode(200);
            default -> {
                admin().body(Map.of("enabled", false))
                        .put(path + "/enabled")
                        .then()
                        .statusCode(200);
                admin().body(Map.of("enabled", true))
                        .put(path + "/enabled")
                        .then()
                        .statusCode(200);
            }
        }
        Visit visit = Visit.anonymous();
        visit.send("/login", Map.of("username", user.username(), "password", password));
        enter(visit, code).then().statusCode(422);
    }

    @Test
    void it_is_void_after_a_factor_was_added_by_another_way_even_if_that_is_removed() {
        UserState user = users.user(Map.of());
        String code = code(user);
        String path = "/internal/resources/User/" + user.subject();
        admin().body(Map.of("twoFactor", Map.of("enabled", true, "secretKey", "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")))
                .patch(path)
                .then()
                .statusCode(200);
        issue(user, Map.of()).then().statusCode(409).body(member("detail", containsString("has a second factor")));
        admin().body(Map.of("twoFactor", Map.of("enabled", false)))
                .patch(path)
                .then()
                .statusCode(200);
        enter(Visit.of(user), code).then().statusCode(422);
    }

    @Test
    void the_response_alone_contains_the_code() {
        UserState user = users.user(false);
        Response response = issue(user, Map.of());
        response.then()
                .statusCode(200)
                .body(member(
                        "expiresAt",
                        equalTo(clock.instant().plus(Duration.ofHours(24)).toString())))
                .body(member("mailed", equalTo(false)));
        String code = JsonMember.read(response.asString(), "code");
        assertThat(outboxed.last("albireo.AuditRecorded.v1", user.subject()).toString())
                .contains("enrolment-code.issue", "\"until\"")
                .doesNotContain(code, code.replace("-", ""));
        assertThat(stored(user)).doesNotContain(code, code.replace("-", ""));
    }

    private String stored(UserState user) {
        return Await.on(() -> db.preparedQuery("SELECT e::text AS row FROM enrolment_code e WHERE subject = $1")
                .execute(Tuple.of(UUID.fromString(user.subject())))
                .map(rows -> rows.iterator().next().getString("row")));
    }

    @Test
    void it_is_refused_for_a_disabled_account_and_by_mail_where_no_mails_are_sent() {
        UserState user = users.reachable(false);
        issue(user, Map.of("mail", true)).then().statusCode(422).body(member("detail", containsString("docs/mail.md")));
        admin().body(Map.of("enabled", false))
                .put("/internal/users/" + user.subject() + "/enabled")
                .then()
                .statusCode(200);
        issue(user, Map.of()).then().statusCode(422).body(member("detail", containsString("disabled")));
    }

    @Test
    void malformed_codes_are_wrong_ones() {
        Visit visit = Visit.of(users.user(false));
        Stream.of("", " ", "0000", "7K2M-9QXR-4D10-7K2M")
                .forEach(code -> assertThat(enter(visit, code).statusCode()).isEqualTo(422));
        visit.postJson(DOOR, Map.of("code", 7)).then().statusCode(422);
        visit.postJson(DOOR, Map.of("other", "x")).then().statusCode(422);
    }

    private Visit opened(UserState user) {
        Visit visit = Visit.of(user);
        enter(visit, code(user)).then().statusCode(200);
        return visit;
    }

    private static Response enter(Visit visit, String code) {
        return visit.postJson(DOOR, Map.of("code", code));
    }

    private String code(UserState user) {
        Response response = issue(user, Map.of());
        response.then().statusCode(200);
        return JsonMember.read(response.asString(), "code");
    }

    private Response issue(UserState user, Map<String, Object> body) {
        return admin().body(body).post("/internal/users/" + user.subject() + "/enrolment-code");
    }

    private RequestSpecification admin() {
        return given().contentType(ContentType.JSON)
                .header("Authorization", "Bearer " + tokens.service("internal:credentials"))
                .header("Albireo-Actor", tokens.freshAdministrator());
    }
}
