package dev.albireo.credentials.reset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import dev.albireo.credentials.Await;
import dev.albireo.credentials.Given;
import dev.albireo.credentials.Outboxed;
import dev.albireo.credentials.Visit;
import dev.albireo.credentials.mail.RequestedMails;
import dev.albireo.credentials.user.Users;
import dev.albireo.events.MailContent;
import dev.albireo.events.MailType;
import dev.albireo.events.UserState;
import dev.albireo.testkit.FixedClock;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("A forgotten password is replaced by a link in a mail")
class PasswordResetTest {
    private static final String NEW = "another horse battery";

    @Inject
    Given given;

    @Inject
    Users users;

    @Inject
    RequestedMails mails;

    @Inject
    ResetRequests requests;

    @Inject
    Outboxed outboxed;

    @Inject
    Pool db;

    @Inject
    FixedClock clock;

    @Test
    void the_new_password_signs_in_and_everything_before_it_ends() {
        UserState user = given.reachable(false);
        Visit before = Visit.of(user);
        String link = link(user);

        for (int i = 0; i < 2; i++) {
            Visit.anonymous().get(link).then().statusCode(200).body(containsString(user.username()));
        }
        assertThat(before.get("/account").statusCode())
                .as("opening the link changes nothing")
                .isEqualTo(200);

        reset(link, NEW).then().statusCode(200).body(containsString("Your password was changed"));
        assertThat(before.get("/account").header("Location")).startsWith("/login");
        assertThat(Given.login(user.username(), Given.PASSWORD).statusCode()).isEqualTo(401);
        assertThat(Given.login(user.username(), NEW).header("Location")).isEqualTo("/account");
        assertThat(outboxed.last("albireo.UserChanged.v1", user.subject())
                        .at("/user/grantsVoidBefore")
                        .asText())
                .isNotEmpty();
        assertThat(outboxed.of("albireo.AuditRecorded.v1", user.subject()))
                .extracting(event -> event.path("action").asText())
                .contains("password.reset-link", "password.reset");

        voided(link);
    }

    @Test
    void the_second_factor_is_still_required() {
        UserState user = given.reachable(true);
        reset(link(user), NEW).then().statusCode(200);
        assertThat(Given.login(user.username(), NEW).header("Location")).startsWith("/login/2fa");
    }

    @Test
    void a_refused_password_leaves_the_link_as_it_is() {
        UserState user = given.reachable(false);
        String link = link(user);
        reset(link, "correct horse").then().statusCode(422).body(containsString("at least 15 characters"));
        reset(link, "passwordpassword").then().statusCode(422).body(containsString("must not be a common one"));
        reset(link, NEW).then().statusCode(200);
    }

    @Test
    void the_newest_link_voids_the_ones_before() {
        UserState user = given.reachable(false);
        String first = link(user);
        String second = link(user);
        voided(first);
        reset(second, NEW).then().statusCode(200);
    }

    @Test
    void a_link_lives_fifteen_minutes() {
        UserState user = given.reachable(false);
        String link = link(user);
        clock.advance(Duration.ofMinutes(15).minusSeconds(1));
        Visit.anonymous().get(link).then().statusCode(200);
        clock.advance(Duration.ofSeconds(1));
        voided(link);
    }

    @Test
    void a_changed_password_voids_the_link() {
        UserState user = given.reachable(false);
        String link = link(user);
        clock.advance(Duration.ofSeconds(1));
        Visit.of(user)
                .post(
                        "/account/password",
                        Map.of(
                                "current", Given.PASSWORD,
                                "password", "a third horse battery",
                                "end_sessions", "no",
                                "end_applications", "no"))
                .then()
                .statusCode(303);
        voided(link);
    }

    @Test
    void a_disabled_account_has_no_link_even_when_it_is_enabled_again() {
        UserState user = given.reachable(false);
        String link = link(user);
        changed(() -> users.enable(UUID.fromString(user.subject()), false));
        voided(link);
        changed(() -> users.enable(UUID.fromString(user.subject()), true));
        voided(link);
    }

    @Test
    void a_reset_second_factor_voids_the_link() {
        UserState user = given.reachable(false);
        String link = link(user);
        changed(() -> users.resetSecondFactor(UUID.fromString(user.subject())));
        voided(link);
    }

    @Test
    void nothing_tells_whether_there_is_an_account_that_gets_a_mail() {
        UserState reachable = given.reachable(false);
        UserState unverified = given.user(false);
        UserState disabled = given.reachable(false);
        changed(() -> users.enable(UUID.fromString(disabled.subject()), false));
        String page = shown(forgotten(reachable.username()));
        for (String name : List.of(unverified.username(), disabled.username(), "no-such-user", "", "x".repeat(2000))) {
            assertThat(shown(forgotten(name))).as(name).isEqualTo(page);
        }
        processed();
        assertThat(mails.to(reachable)).hasSize(1);
        assertThat(mails.to(unverified)).isEmpty();
        assertThat(mails.to(disabled)).isEmpty();
    }

    @Test
    void a_user_gets_five_links_an_hour_and_the_response_stays_the_same() {
        UserState user = given.reachable(false);
        for (int i = 0; i < 6; i++) {
            forgotten(user.username()).then().statusCode(200);
        }
        processed();
        assertThat(mails.to(user)).hasSize(5);
        clock.advance(Duration.ofHours(1));
        forgotten(user.username());
        processed();
        assertThat(mails.to(user)).hasSize(6);
    }

    @Test
    void the_mail_names_the_account_and_the_database_has_only_the_hash_of_the_token() {
        UserState user = given.reachable(false);
        String link = link(user);
        MailContent mail = mails.to(user).getLast();
        assertThat(mail.type()).isEqualTo(MailType.PASSWORD_RESET);
        assertThat(mail.to()).isEqualTo(user.email());
        assertThat(mail.username()).isEqualTo(user.username());
        assertThat(outboxed.last("albireo.MailRequested.v1", user.subject()).toString())
                .doesNotContain(token(link), user.email());
        long readable = Await.on(() -> db.query("SELECT count(*) AS n FROM password_reset WHERE token_hash LIKE 'pw_%'")
                .execute()
                .map(rows -> rows.iterator().next().getLong("n")));
        assertThat(readable).isZero();
    }

    @Test
    void of_parallel_uses_one_succeeds() throws Exception {
        UserState user = given.reachable(false);
        String link = link(user);
        List<Integer> statuses = Await.inParallel(
                4,
                () -> Uni.createFrom()
                        .item(() -> reset(link, NEW).statusCode())
                        .runSubscriptionOn(io.smallrye.mutiny.infrastructure.Infrastructure.getDefaultWorkerPool()));
        assertThat(statuses).containsOnlyOnce(200).contains(400);
    }

    @Test
    void anything_else_is_no_link() {
        for (String token : List.of("", "pw_x", "ac_" + "a".repeat(43), "pw_" + "a".repeat(43))) {
            voided("/login/reset?token=" + token);
        }
        voided("/login/reset");
    }

    @Test
    void the_sign_in_page_leads_there() {
        Visit.anonymous().get("/login").then().body(containsString("href=\"/login/forgot\""));
        Visit.anonymous().get("/login/forgot").then().statusCode(200).body(not(containsString("autofocus")));
    }

    private static void voided(String link) {
        Visit.anonymous().get(link).then().statusCode(400).body(containsString("This link no longer works"));
        assertThat(reset(link, NEW).statusCode()).isEqualTo(400);
    }

    /** Requests a link as the user does, and returns its path. */
    private String link(UserState user) {
        int before = mails.to(user).size();
        forgotten(user.username()).then().statusCode(200).body(containsString("Check your email"));
        Await.on(requests::process);
        await().until(() -> mails.to(user).size() > before);
        URI link = URI.create(mails.to(user).getLast().link());
        return link.getPath() + "?" + link.getQuery();
    }

    private static Response forgotten(String name) {
        return Visit.anonymous().send("/login/forgot", Map.of("username", name));
    }

    private static Response reset(String link, String password) {
        return Visit.anonymous().send("/login/reset", Map.of("token", token(link), "password", password));
    }

    private static String token(String link) {
        return link.contains("token=") ? link.substring(link.indexOf("token=") + "token=".length()) : "";
    }

    /** The page without its form token. */
    private static String shown(Response response) {
        return response.statusCode() + response.asString().replaceAll("name=\"form_token\" value=\"[^\"]*\"", "");
    }

    /** Requests are processed one after the other, so all before this one are. */
    private void processed() {
        forgotten("no-such-user");
        Await.on(requests::process);
        await().until(() -> Await.on(() -> db.query("SELECT count(*) AS n FROM password_reset_request")
                .execute()
                .map(rows -> rows.iterator().next().getLong("n") == 0)));
    }

    private static <T> void changed(java.util.function.Supplier<Uni<T>> change) {
        Await.on(() -> Panache.withTransaction(change));
    }
}
