package dev.albireo.credentials.factorreset;

import static dev.albireo.testkit.JsonMember.member;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.credentials.Authenticator;
import dev.albireo.credentials.Await;
import dev.albireo.credentials.Given;
import dev.albireo.credentials.Outboxed;
import dev.albireo.credentials.Visit;
import dev.albireo.credentials.admin.TestTokens;
import dev.albireo.credentials.mail.RequestedMails;
import dev.albireo.events.MailContent;
import dev.albireo.events.MailType;
import dev.albireo.events.UserState;
import dev.albireo.testkit.FixedClock;
import dev.albireo.testkit.InParallel;
import dev.albireo.testkit.JsonMember;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("A user who has lost the second factor removes it after a waiting period, of which every device is told")
class FactorResetTest {
    private static final String RESET = "/login/2fa/reset";
    private static final Duration WAIT = Duration.ofHours(72);

    @Inject
    Given users;

    @Inject
    TestTokens tokens;

    @Inject
    RequestedMails mails;

    @Inject
    Outboxed outboxed;

    @Inject
    RemindOfFactorResets reminders;

    @Inject
    Pool db;

    @Inject
    FixedClock clock;

    /** A user with an application, and a full session of theirs. */
    private record Protected(UserState user, Visit device, Authenticator app, String recoveryCode) {}

    @Test
    void after_the_wait_every_factor_is_removed_once_and_the_level_is_that_of_the_password() {
        Protected owner = protectedUser();
        UserState user = owner.user();
        Visit visit = Visit.of(user);
        visit.get("/login/2fa").then().body(containsString(RESET));
        visit.get(RESET).then().statusCode(200).body(containsString("Request the removal"));
        request(visit).then().statusCode(303).header("Location", RESET);
        visit.get(RESET)
                .then()
                .body(containsString("waiting for the removal"))
                .body(not(containsString("<form method=\"post\"")));
        owner.device().get("/account").then().body(containsString("cancel-factor-reset"));
        owner.device().json("/auth/two-factor").then().body(member("factorResetAt", notNullValue()));
        admin().get("/internal/users/" + user.subject() + "/two-factor")
                .then()
                .body(member("factorResetAt", notNullValue()));

        clock.advance(WAIT.minusSeconds(1));
        Visit early = Visit.of(user);
        early.post("/login/2fa", RESET, Map.of("password", Given.PASSWORD))
                .then()
                .statusCode(200);
        early.get(RESET).then().body(containsString("waiting for the removal"));

        clock.advance(Duration.ofSeconds(1));
        Visit late = Visit.of(user);
        late.post(RESET, Map.of("password", "not the password")).then().statusCode(401);
        late.post(RESET, Map.of()).then().statusCode(401);
        Response finished = late.post(RESET, Map.of("password", Given.PASSWORD));
        assertThat(finished.statusCode()).isEqualTo(303);
        assertThat(finished.header("Location")).isEqualTo("/account");
        late.get("/account").then().statusCode(200).body(not(containsString("cancel-factor-reset")));
        assertThat(owner.device().get("/account").header("Location")).startsWith("/login");
        assertThat(early.get("/account").header("Location")).startsWith("/login");
        late.json("/auth/two-factor")
                .then()
                .body(member("enabled", equalTo(false)))
                .body(member("recoveryCodesLeft", equalTo(0)));
        assertThat(outboxed.last("albireo.TwoFactorReset.v1", user.subject())
                        .path("actor")
                        .asText())
                .isEqualTo(user.subject());
        assertThat(audited(user)).contains("two-factor.reset-request", "two-factor.reset");
        assertThat(lastOf(user, "two-factor.reset").at("/detail/by").asText()).isEqualTo("self");
        await().until(() -> mails.to(user).stream().anyMatch(mail -> mail.type() == MailType.SECOND_FACTOR_RESET));
        assertThat(Visit.of(user).get(RESET).header("Location")).isEqualTo("/login/2fa");
    }

    @Test
    void one_who_must_have_a_second_factor_enrols_one_next() {
        UserState user = users.reachable(true);
        Visit visit = Visit.of(user);
        String page = visit.get("/login/2fa?way=app").asString();
        Authenticator app = new Authenticator(page.replaceAll("(?s).*secret=([A-Z2-7]+).*", "$1"), clock);
        visit.send("/login/2fa", Map.of("token", app.code(), "form_token", Visit.field(page, "form_token")))
                .then()
                .statusCode(303);
        request(Visit.of(user)).then().statusCode(303);
        clock.advance(WAIT);
        Visit late = Visit.of(user);
        assertThat(late.post(RESET, Map.of("password", Given.PASSWORD)).header("Location"))
                .isEqualTo("/login/2fa");
        late.get("/login/2fa").then().body(containsString("enrolBtn"));
        assertThat(late.get("/account").header("Location")).isEqualTo("/login/2fa");
    }

    @Test
    void a_request_needs_a_recent_password_and_a_second_one_changes_nothing() {
        Protected owner = protectedUser();
        Visit visit = Visit.of(owner.user());
        clock.advance(Duration.ofMinutes(11));
        visit.get(RESET).then().body(containsString("name=\"password\""));
        request(visit).then().statusCode(401);
        assertThat(requested(owner.user())).isEmpty();
        visit.post(RESET, Map.of("password", Given.PASSWORD)).then().statusCode(303);
        String effective = effective(owner.user());
        clock.advance(Duration.ofHours(1));
        Visit.of(owner.user()).post("/login/2fa", RESET, Map.of()).then().statusCode(200);
        assertThat(effective(owner.user())).isEqualTo(effective);
        assertThat(requested(owner.user())).hasSize(1);
    }

    /** What the owner does who still has a second factor. */
    private enum Cancelled {
        LINK,
        SESSION,
        CODE,
        RECOVERY_CODE,
        ADMINISTRATOR
    }

    @ParameterizedTest
    @EnumSource
    void it_is_cancelled_and_cannot_be_requested_for_a_day(Cancelled how) {
        Protected owner = protectedUser();
        UserState user = owner.user();
        Visit thief = Visit.of(user);
        request(thief).then().statusCode(303);
        clock.advance(Duration.ofMinutes(1));
        switch (how) {
            case LINK -> {
                String link = link(user);
                Visit.anonymous().get(link).then().statusCode(200).body(containsString(user.username()));
                assertThat(effective(user)).as("opening changes nothing").isNotEqualTo("null");
                cancel(link).then().statusCode(200).body(containsString("The removal is cancelled"));
                cancel(link).then().statusCode(400).body(containsString("This link no longer works"));
            }
            case SESSION ->
                owner.device()
                        .post("/account", "/account/cancel-factor-reset", Map.of())
                        .then()
                        .statusCode(303);
            case CODE ->
                Visit.of(user)
                        .post("/login/2fa", Map.of("token", owner.app().code()))
                        .then()
                        .statusCode(303);
            case RECOVERY_CODE -> {
                clock.advance(Duration.ofMinutes(1));
                Visit another = Visit.of(user);
                another.post("/login/2fa?way=recovery", "/login/2fa", Map.of("recovery_code", owner.recoveryCode()))
                        .then()
                        .statusCode(303);
            }
            case ADMINISTRATOR ->
                admin().post("/internal/users/" + user.subject() + "/factor-reset-cancellation")
                        .then()
                        .statusCode(200);
        }
        admin().get("/internal/users/" + user.subject() + "/two-factor")
                .then()
                .body(member("factorResetAt", nullValue()));
        thief = Visit.of(user);
        thief.get(RESET)
                .then()
                .body(containsString("was cancelled"))
                .body(not(containsString("<form method=\"post\"")));
        thief.post("/login/2fa", RESET, Map.of()).then().statusCode(200);
        assertThat(requested(user)).hasSize(1);

        clock.advance(Duration.ofDays(1));
        request(Visit.of(user)).then().statusCode(303);
        assertThat(requested(user)).hasSize(2);
    }

    static Stream<String> changes() {
        return Stream.of(
                "UPDATE users SET grants_void_before = now() WHERE subject = $1",
                "UPDATE users SET enabled = false WHERE subject = $1",
                "UPDATE users SET email = 'other-' || email WHERE subject = $1",
                "UPDATE users SET email_verified = false WHERE subject = $1",
                "UPDATE password SET changed_at = changed_at + interval '1 s' WHERE subject = $1",
                "UPDATE totp SET enabled_at = enabled_at + interval '1 s' WHERE subject = $1",
                "DELETE FROM totp WHERE subject = $1",
                "INSERT INTO recovery_code (subject, hash, created_at) VALUES ($1, repeat('h', 43), now())");
    }

    @ParameterizedTest
    @MethodSource("changes")
    void a_change_of_the_account_voids_it(String change) {
        UserState user = protectedUser().user();
        request(Visit.of(user)).then().statusCode(303);
        execute("UPDATE users SET claims = '{\"name\": \"Olga\"}' WHERE subject = $1", user);
        Visit.of(user).get(RESET).then().body(containsString("waiting for the removal"));
        execute(change, user);
        assertThat(rows(user)).isZero();
    }

    @Test
    void in_two_tabs_one_is_requested_and_one_is_finished() {
        UserState user = protectedUser().user();
        Visit visit = Visit.of(user);
        Map<String, String> form =
                Map.of("form_token", Visit.field(visit.get(RESET).asString(), "form_token"));
        assertThat(InParallel.all(4, Stream.of(0, 1, 2, 3).map(i ->
                        (Callable<Integer>) () -> visit.send(RESET, form).statusCode())))
                .allMatch(status -> status < 500);
        assertThat(rows(user)).isEqualTo(1);
        assertThat(requested(user)).hasSize(1);

        clock.advance(WAIT);
        List<Visit> tabs = Stream.generate(() -> Visit.of(user)).limit(4).toList();
        List<Map<String, String>> forms = tabs.stream()
                .map(tab -> Map.of(
                        "form_token", Visit.field(tab.get(RESET).asString(), "form_token"), "password", Given.PASSWORD))
                .toList();
        assertThat(InParallel.all(4, Stream.of(0, 1, 2, 3).map(i -> (Callable<Integer>)
                        () -> tabs.get(i).send(RESET, forms.get(i)).statusCode())))
                .allMatch(status -> status < 500);
        assertThat(audited(user).stream().filter("two-factor.reset"::equals)).hasSize(1);
    }

    @Test
    void it_expires_after_seven_days() {
        UserState user = protectedUser().user();
        request(Visit.of(user)).then().statusCode(303);
        clock.advance(WAIT.plusDays(7));
        Visit.of(user).get(RESET).then().body(containsString("Request the removal"));
        request(Visit.of(user)).then().statusCode(303);
        assertThat(requested(user)).hasSize(2);
    }

    @Test
    void the_user_is_told_again_at_half_time_with_another_link() {
        UserState user = protectedUser().user();
        request(Visit.of(user)).then().statusCode(303);
        String first = link(user);
        Await.on(reminders::run);
        assertThat(requested(user)).hasSize(1);
        clock.advance(WAIT.dividedBy(2));
        Await.on(reminders::run);
        Await.on(reminders::run);
        assertThat(requested(user)).hasSize(2);
        String second = link(user);
        assertThat(second).isNotEqualTo(first);
        Visit.anonymous().get(first).then().statusCode(200);
        cancel(second).then().statusCode(200);
        Visit.anonymous().get(first).then().statusCode(400);
    }

    @Test
    void the_link_signs_in_nowhere_and_no_trace_contains_it() {
        UserState user = protectedUser().user();
        request(Visit.of(user)).then().statusCode(303);
        String link = link(user);
        String token = link.substring(link.indexOf('=') + 1);
        Visit reader = Visit.anonymous();
        reader.get(link);
        reader.send("/account/factor-reset", Map.of("token", token));
        assertThat(reader.session()).isEmpty();
        assertThat(outboxed.of("albireo.AuditRecorded.v1", user.subject()).toString())
                .doesNotContain(token);
        Visit.anonymous().get("/account/factor-reset").then().statusCode(400);
        Visit.anonymous()
                .get("/account/factor-reset?token=fc_" + "a".repeat(43))
                .then()
                .statusCode(400);
    }

    @Test
    void it_is_offered_to_no_administrator_and_to_none_without_a_verified_address() {
        UserState unreachable = protectedUser(users.user(false)).user();
        UserState administrator = protectedUser().user();
        execute("UPDATE users SET groups = '{albireo-auditors}' WHERE subject = $1", administrator);
        for (UserState user : List.of(unreachable, administrator)) {
            Visit visit = Visit.of(user);
            visit.get("/login/2fa").then().statusCode(200).body(not(containsString(RESET)));
            visit.get(RESET).then().statusCode(404).body(containsString("cannot be removed here"));
            request(visit).then().statusCode(404);
            assertThat(rows(user)).isZero();
        }
    }

    @Test
    void who_becomes_an_administrator_cannot_finish_it() {
        UserState user = protectedUser().user();
        request(Visit.of(user)).then().statusCode(303);
        clock.advance(WAIT);
        execute("UPDATE users SET groups = '{albireo-auditors}' WHERE subject = $1", user);
        Visit.of(user)
                .post("/login/2fa", RESET, Map.of("password", Given.PASSWORD))
                .then()
                .statusCode(404);
        assertThat(audited(user)).doesNotContain("two-factor.reset");
    }

    @Test
    void a_reported_account_is_not_reset() {
        UserState user = protectedUser().user();
        execute(
                "INSERT INTO account_lock (subject, email, expires_at) VALUES ($1, 'x', '"
                        + clock.instant().plusSeconds(3600).atOffset(ZoneOffset.UTC) + "')",
                user);
        request(Visit.of(user)).then().statusCode(403).body(containsString("The account was reported"));
        assertThat(rows(user)).isZero();
    }

    @Test
    void three_requests_a_day_are_accepted() {
        UserState user = protectedUser().user();
        for (int i = 0; i < 3; i++) {
            request(Visit.of(user)).then().statusCode(303);
            execute("DELETE FROM factor_reset WHERE subject = $1", user);
        }
        request(Visit.of(user)).then().statusCode(429).body(containsString("requested too often"));
        assertThat(lastOf(user, "two-factor.reset-request").path("outcome").asText())
                .isEqualTo("refused");
    }

    private Protected protectedUser() {
        return protectedUser(users.reachable(false));
    }

    private Protected protectedUser(UserState user) {
        Visit device = Visit.of(user);
        Authenticator app = new Authenticator(
                JsonMember.<String>read(device.json("/auth/two-factor/enable").asString(), "secretKey"), clock);
        Response enabled = device.postJson("/auth/two-factor/enable", Map.of("token", app.code()));
        List<String> codes = JsonMember.read(enabled.asString(), "recoveryCodes");
        return new Protected(user, device, app, codes.getFirst());
    }

    /** Sends the form as the page has it after a recent password. */
    private static Response request(Visit visit) {
        return visit.post("/login/2fa", RESET, Map.of());
    }

    private static Response cancel(String link) {
        return Visit.anonymous().send("/account/factor-reset", Map.of("token", link.substring(link.indexOf('=') + 1)));
    }

    private List<MailContent> requested(UserState user) {
        return mails.to(user).stream()
                .filter(mail -> mail.type() == MailType.SECOND_FACTOR_RESET_REQUESTED)
                .toList();
    }

    private String link(UserState user) {
        URI link = URI.create(requested(user).getLast().link());
        return link.getPath() + "?" + link.getQuery();
    }

    private String effective(UserState user) {
        return String.valueOf(JsonMember.<String>read(
                admin().get("/internal/users/" + user.subject() + "/two-factor").asString(), "factorResetAt"));
    }

    private List<String> audited(UserState user) {
        return outboxed.of("albireo.AuditRecorded.v1", user.subject()).stream()
                .map(event -> event.path("action").asText())
                .toList();
    }

    private JsonNode lastOf(UserState user, String action) {
        return outboxed.of("albireo.AuditRecorded.v1", user.subject()).stream()
                .filter(event -> event.path("action").asText().equals(action))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    private long rows(UserState user) {
        return Await.on(() -> db.preparedQuery("SELECT count(*) FROM factor_reset WHERE subject = $1")
                        .execute(Tuple.of(UUID.fromString(user.subject()))))
                .iterator()
                .next()
                .getLong(0);
    }

    private void execute(String sql, UserState user) {
        Await.on(() -> db.preparedQuery(sql).execute(Tuple.of(UUID.fromString(user.subject()))));
    }

    private RequestSpecification admin() {
        return given().header("Authorization", "Bearer " + tokens.service("internal:credentials"))
                .header("Albireo-Actor", tokens.administrator("aal2", "administrators"));
    }
}
