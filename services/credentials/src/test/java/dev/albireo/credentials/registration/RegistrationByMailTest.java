package dev.albireo.credentials.registration;

import static dev.albireo.testkit.JsonMember.member;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.albireo.credentials.Await;
import dev.albireo.credentials.Given;
import dev.albireo.credentials.Outboxed;
import dev.albireo.credentials.Visit;
import dev.albireo.credentials.admin.ExportAccount;
import dev.albireo.credentials.mail.RequestedMails;
import dev.albireo.credentials.user.Users;
import dev.albireo.events.MailContent;
import dev.albireo.events.MailType;
import dev.albireo.events.UserState;
import dev.albireo.testkit.FixedClock;
import dev.albireo.testkit.PostgresResource;
import dev.albireo.web.Problem;
import dev.albireo.web.ProblemRefusal;
import dev.albireo.web.WebConfig;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(ByMail.class)
@DisplayName("Users register with an email address that a link proves")
class RegistrationByMailTest {
    @Inject
    ExportAccount export;

    @Inject
    Given given;

    @Inject
    Users users;

    @Inject
    SendRegistrationLink sendLink;

    @Inject
    RequestedMails mails;

    @Inject
    Outboxed outboxed;

    @Inject
    FixedClock clock;

    @Inject
    WebConfig config;

    @Test
    void the_link_leads_to_a_page_where_the_account_is_created() {
        String address = newAddress();
        String link = link(address);
        for (int i = 0; i < 2; i++) {
            Visit.anonymous()
                    .get(link)
                    .then()
                    .statusCode(200)
                    .body(containsString(address))
                    .body(containsString(ByMail.TERMS))
                    .body(containsString("value=\"Ann Example\""));
        }
        assertThat(user(address)).as("opening the link changes nothing").isEmpty();

        String name = given.newName();
        Response response = complete(link, name, Given.PASSWORD, true);
        assertThat(response.statusCode()).isEqualTo(303);
        assertThat(response.header("Location")).isEqualTo("/account");
        UserState created = user(address).orElseThrow();
        assertThat(created.username()).isEqualTo(name);
        assertThat(created.emailVerified()).isTrue();
        assertThat(created.claims()).containsEntry("name", "Ann Example");
        assertThat(accepted(created)).isEqualTo(ByMail.TERMS);
        assertThat(Given.login(address, Given.PASSWORD).statusCode()).isEqualTo(303);
        voided(link);
    }

    @Test
    void a_network_requests_a_limited_number_of_links_an_hour() {
        clock.advance(Duration.ofHours(2));
        for (int i = 0; i < ByMail.REQUESTS; i++) {
            requested(newAddress()).then().statusCode(200);
        }
        requested(newAddress()).then().statusCode(429).header("Retry-After", "3600");
        clock.advance(Duration.ofHours(2));
    }

    @Test
    void the_response_does_not_tell_whether_there_is_an_account_and_its_user_is_told() {
        UserState owner = given.reachable(false);
        String address = String.valueOf(owner.email());
        String free = newAddress();
        assertThat(shown(requested(address), address)).isEqualTo(shown(requested(free), free));
        assertThat(mails.at(address)).extracting(MailContent::type).containsExactly(MailType.ALREADY_REGISTERED);
        assertThat(mails.at(address).getFirst().link()).endsWith("/login");
        assertThat(mails.at(free)).extracting(MailContent::type).containsExactly(MailType.REGISTRATION);
    }

    @Test
    void a_mail_has_no_text_that_its_requester_chose() {
        String address = newAddress();
        Visit.anonymous().send("/register", Map.of("email", address, "name", "Win a prize at evil.example"));
        assertThat(mails.at(address).getFirst().username()).isEqualTo(address);
    }

    @Test
    void what_is_refused_leaves_the_link_as_it_is() {
        String link = link(newAddress());
        String name = given.newName();
        complete(link, name, Given.PASSWORD, false)
                .then()
                .statusCode(422)
                .body(containsString("Accept the terms of use"));
        complete(link, name, "correct horse", true)
                .then()
                .statusCode(422)
                .body(containsString("at least 15 characters"));
        complete(link, "a@b", Given.PASSWORD, true).then().statusCode(422);
        complete(link, given.user(false).username(), Given.PASSWORD, true)
                .then()
                .statusCode(409);
        complete(link, name, Given.PASSWORD, true).then().statusCode(303);
    }

    @Test
    void a_passkey_instead_of_a_password_signs_in_and_gets_recovery_codes() {
        String address = newAddress();
        String link = link(address);
        Visit.anonymous().get(link).then().body(containsString("data-passkey=\"create-account\""));
        String name = given.newName();
        NewAccount account = NewAccount.at(config.issuer());
        account.register(fields(link, name)).then().statusCode(200).body(member("redirect_to", equalTo("/login/2fa")));

        UserState created = user(address).orElseThrow();
        assertThat(created.username()).isEqualTo(name);
        assertThat(created.emailVerified()).isTrue();
        assertThat(created.claims()).containsEntry("name", "Ann Example");
        assertThat(accepted(created)).isEqualTo(ByMail.TERMS);
        voided(link);
        Visit browser = Visit.with(account.session());
        Response codes = browser.post("/login/2fa", Map.of("saved", "yes"));
        assertThat(codes.statusCode()).isEqualTo(303);
        assertThat(codes.header("Location")).isEqualTo("/account");
        browser.get("/account").then().statusCode(200);

        NewAccount later = new NewAccount(new HashMap<>(), account.passkey());
        later.signIn().then().statusCode(200).body(member("redirect_to", equalTo("/account")));
        assertThat(Given.login(name, Given.PASSWORD).statusCode()).isEqualTo(401);
    }

    @Test
    void an_account_without_a_password_sets_one_after_a_proof_of_its_passkey() {
        String name = given.newName();
        NewAccount account = NewAccount.at(config.issuer());
        account.register(fields(link(newAddress()), name)).then().statusCode(200);
        Visit browser = Visit.with(account.session());
        browser.get("/login/2fa").then().statusCode(200).body(containsString("data-recovery-codes"));
        browser.get("/account/password")
                .then()
                .statusCode(200)
                .body(containsString("Set a password"))
                .body(not(containsString("name=\"current\"")));
        clock.advance(Duration.ofMinutes(20));
        Response late = browser.post("/account/password", Map.of("password", Given.PASSWORD));
        assertThat(late.header("Location")).startsWith("/account/confirm");
        assertThat(Given.login(name, Given.PASSWORD).statusCode()).isEqualTo(401);

        account.signIn().then().statusCode(200);
        Visit again = Visit.with(account.session());
        again.post("/account/password", Map.of("password", Given.PASSWORD))
                .then()
                .statusCode(303);
        assertThat(Given.login(name, Given.PASSWORD).statusCode()).isEqualTo(303);
        again.get("/account/password").then().body(containsString("name=\"current\""));
        again.post("/account/password", Map.of("password", "another " + Given.PASSWORD))
                .then()
                .statusCode(422);
    }

    @Test
    void what_a_passkey_registration_refuses_is_refused_before_there_is_a_passkey() {
        String link = link(newAddress());
        String name = given.newName();
        NewAccount account = NewAccount.at(config.issuer());
        Map<String, Object> fields = fields(link, name);
        account.start(with(fields, "terms", false)).then().statusCode(422);
        account.start(with(fields, "username", "a@b"))
                .then()
                .statusCode(422)
                .body(member("detail", equalTo("username must not contain @")))
                .body(member("text", equalTo("Der Benutzername darf kein @ enthalten.")));
        account.start(with(fields, "username", given.user(false).username()))
                .then()
                .statusCode(409)
                .body(member("text", containsString("gehört zu einem anderen Konto")));
        account.start(with(fields, "token", "rg_x")).then().statusCode(400);
        account.start(with(fields, "token", 1)).then().statusCode(400);
        account.start(Map.of("username", name, "terms", true)).then().statusCode(404);
        assertThat(account.register(fields).statusCode()).isEqualTo(200);
        assertThat(account.register(fields(link(newAddress()), given.newName())).statusCode())
                .as("the same passkey again")
                .isEqualTo(409);
    }

    @Test
    void a_ceremony_belongs_to_its_browser_and_name_and_one_of_two_tabs_uses_the_link() {
        String link = link(newAddress());
        String name = given.newName();
        Map<String, Object> fields = fields(link, name);
        NewAccount account = NewAccount.at(config.issuer());
        NewAccount thief = NewAccount.at(config.issuer());
        thief.finish(fields, account.start(fields)).then().statusCode(400);

        Response first = account.start(fields);
        Response second = account.start(fields);
        account.finish(with(fields, "username", "another"), first).then().statusCode(200);
        assertThat(Await.on(() -> users.byLoginName(name)))
                .as("the name of the passkey")
                .isPresent();
        account.finish(fields, second).then().statusCode(400);
        account.finish(fields, first).then().statusCode(400);
    }

    private static Map<String, Object> fields(String link, String username) {
        return Map.of(
                "token",
                link.substring(link.indexOf("token=") + "token=".length()),
                "username",
                username,
                "name",
                "Ann Example",
                "terms",
                true);
    }

    private static Map<String, Object> with(Map<String, Object> fields, String name, Object value) {
        Map<String, Object> changed = new HashMap<>(fields);
        changed.put(name, value);
        return changed;
    }

    @Test
    void the_use_of_a_link_voids_the_others_of_its_address_and_a_link_lives_a_day() {
        String address = newAddress();
        String first = link(address);
        String second = link(address);
        complete(second, given.newName(), Given.PASSWORD, true).then().statusCode(303);
        voided(first);
        String late = link(newAddress());
        clock.advance(Duration.ofDays(1));
        voided(late);
    }

    @Test
    void of_parallel_uses_one_succeeds() throws Exception {
        String link = link(newAddress());
        List<Integer> statuses = Await.inParallel(
                4,
                () -> Uni.createFrom()
                        .item(() -> complete(link, given.newName(), Given.PASSWORD, true)
                                .statusCode())
                        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool()));
        assertThat(statuses).containsOnlyOnce(303);
    }

    @Test
    void an_invitation_leads_to_the_same_page_for_seven_days() {
        String address = newAddress();
        Await.on(() -> sendLink.invite(address, "Ann Example", "root"));
        MailContent mail = mails.at(address).getLast();
        assertThat(mail.type()).isEqualTo(MailType.INVITATION);
        clock.advance(Duration.ofDays(6));
        complete(path(mail), given.newName(), Given.PASSWORD, true).then().statusCode(303);
        Assertions.assertThatThrownBy(() -> Await.on(() -> sendLink.invite(address, "", "root")))
                .isInstanceOfSatisfying(
                        ProblemRefusal.class,
                        refusal -> assertThat(refusal.problem()).isEqualTo(Problem.CONFLICT));
    }

    @Test
    void anything_else_is_no_link_and_no_address() {
        for (String token : List.of("rg_x", "pw_" + "a".repeat(43), "rg_" + "a".repeat(43))) {
            voided("/register?token=" + token);
        }
        for (String address : List.of("", "alice", "a@b, c@d")) {
            requested(address).then().statusCode(422);
        }
    }

    @Test
    void the_pages_say_what_to_do() {
        Visit.anonymous().get("/login").then().body(containsString("href=\"/register\""));
        Visit.anonymous()
                .get("/register")
                .then()
                .statusCode(200)
                .body(containsString("You get an email with a link"))
                .body(not(containsString("name=\"password\"")));
    }

    private static void voided(String link) {
        Visit.anonymous().get(link).then().statusCode(400).body(containsString("This link no longer works"));
        assertThat(complete(link, "any-name", Given.PASSWORD, true).statusCode())
                .isEqualTo(400);
    }

    private String link(String address) {
        requested(address).then().statusCode(200).body(containsString("Check your email"));
        return path(mails.at(address).getLast());
    }

    private static String path(MailContent mail) {
        URI link = URI.create(mail.link());
        return link.getPath() + "?" + link.getQuery();
    }

    private static Response requested(String address) {
        return Visit.anonymous().send("/register", Map.of("email", address, "name", "Ann Example"));
    }

    private static Response complete(String link, String username, String password, boolean accepted) {
        Map<String, String> form = new HashMap<>(Map.of(
                "token",
                link.substring(link.indexOf("token=") + "token=".length()),
                "username",
                username,
                "name",
                "Ann Example",
                "password",
                password));
        if (accepted) {
            form.put("terms", "accepted");
        }
        return Visit.anonymous().send("/register", form);
    }

    private Optional<UserState> user(String address) {
        return Await.on(() -> users.byLoginName(address));
    }

    /** Returns the terms as the user's export names them. */
    private String accepted(UserState user) {
        return Optional.ofNullable(Await.on(() -> export.ofOwn(UUID.fromString(user.subject()), "192.0.2.1"))
                        .terms())
                .orElseThrow()
                .uri();
    }

    private String newAddress() {
        return given.newName() + "@example.net";
    }

    private static String shown(Response response, String address) {
        return response.statusCode()
                + response.asString()
                        .replace(address, "ADDRESS")
                        .replaceAll("name=\"form_token\" value=\"[^\"]*\"", "");
    }
}
