package dev.albireo.credentials.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import dev.albireo.credentials.Await;
import dev.albireo.credentials.Given;
import dev.albireo.credentials.Outboxed;
import dev.albireo.credentials.Visit;
import dev.albireo.credentials.mail.RequestedMails;
import dev.albireo.credentials.user.Users;
import dev.albireo.events.AuditAction;
import dev.albireo.events.MailContent;
import dev.albireo.events.MailType;
import dev.albireo.events.UserState;
import dev.albireo.outbox.Audit;
import dev.albireo.testkit.FixedClock;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("Users prove their email address, or another one in its place, by a link in a mail")
class EmailVerificationTest {
    private static final String PAGE = "/account/email";
    private static final String CONFIRM = "/account/email/confirm";

    @Inject
    Given given;

    @Inject
    Users users;

    @Inject
    RequestedMails mails;

    @Inject
    Outboxed outboxed;

    @Inject
    Audit audit;

    @Inject
    FixedClock clock;

    @Test
    void the_address_changes_when_the_button_is_pressed_and_the_earlier_one_is_told() {
        UserState user = given.reachable(false);
        Visit visit = Visit.of(user);
        String wanted = newAddress();
        String link = link(visit, user, wanted);
        assertThat(types(user)).containsExactly(MailType.EMAIL_VERIFICATION, MailType.EMAIL_CHANGE_REQUESTED);
        assertThat(mails.to(user)).extracting(MailContent::to).containsExactly(wanted, user.email());

        for (int i = 0; i < 2; i++) {
            visit.get(link).then().statusCode(200).body(containsString(wanted));
        }
        assertThat(state(user).email()).as("opening the link changes nothing").isEqualTo(user.email());

        confirm(visit, link).then().statusCode(200).body(containsString("is confirmed"));
        assertThat(state(user).email()).isEqualTo(wanted);
        assertThat(state(user).emailVerified()).isTrue();
        assertThat(outboxed.last("albireo.UserChanged.v1", user.subject())
                        .at("/user/email")
                        .asText())
                .isEqualTo(wanted);
        assertThat(mails.to(user).getLast().type()).isEqualTo(MailType.EMAIL_CHANGED);
        assertThat(mails.to(user).getLast().to()).isEqualTo(user.email());
        assertThat(Given.login(wanted, Given.PASSWORD).statusCode()).isEqualTo(303);
        assertThat(Given.login(String.valueOf(user.email()), Given.PASSWORD).statusCode())
                .isEqualTo(401);
        assertThat(outboxed.of("albireo.AuditRecorded.v1", user.subject()))
                .extracting(event -> event.path("action").asText())
                .contains("email.link", "email.change");
        voided(visit, link);
    }

    @Test
    void the_present_address_is_proved_in_the_same_way() {
        String address = newAddress();
        UserState user = given.unverified(address);
        Visit visit = Visit.of(user);
        visit.get(PAGE).then().body(containsString("Not confirmed"));
        confirm(visit, link(visit, user, address)).then().statusCode(200);
        assertThat(state(user).emailVerified()).isTrue();
        assertThat(types(user)).containsExactly(MailType.EMAIL_VERIFICATION);
    }

    @Test
    void an_address_of_another_account_looks_the_same_and_its_owner_is_told() {
        UserState owner = given.reachable(false);
        UserState user = given.reachable(false);
        Visit visit = Visit.of(user);
        String free = newAddress();
        String expected = shown(visit.post(PAGE, Map.of("email", free)), free);
        assertThat(shown(
                        visit.post(PAGE, Map.of("email", String.valueOf(owner.email()))),
                        String.valueOf(owner.email())))
                .isEqualTo(expected);
        assertThat(types(owner)).containsExactly(MailType.EMAIL_IN_USE);
        assertThat(types(user)).filteredOn(MailType.EMAIL_VERIFICATION::equals).hasSize(1);
    }

    @Test
    void an_address_that_another_account_proved_meanwhile_is_refused() {
        String address = newAddress();
        UserState first = given.reachable(false);
        UserState second = given.reachable(false);
        Visit one = Visit.of(first);
        Visit two = Visit.of(second);
        String linkOfOne = link(one, first, address);
        String linkOfTwo = link(two, second, address);
        confirm(one, linkOfOne).then().statusCode(200);
        confirm(two, linkOfTwo).then().statusCode(409).body(containsString("belongs to another account"));
        assertThat(state(second).email()).isEqualTo(second.email());
    }

    @Test
    void another_browser_of_the_user_may_open_the_link_and_another_user_may_not() {
        UserState user = given.reachable(false);
        String link = link(Visit.of(user), user, newAddress());
        assertThat(Visit.anonymous().get(link).header("Location")).isEqualTo("/login?redirect_to=" + CONFIRM);
        voided(Visit.of(given.user(false)), link);
        Visit other = Visit.of(user);
        other.get(CONFIRM).then().statusCode(200).body(containsString("Open the link in the email once more"));
        confirm(other, link).then().statusCode(200);
    }

    @Test
    void the_end_of_the_session_that_requested_it_voids_the_link() {
        UserState user = given.reachable(false);
        Visit asking = Visit.of(user);
        String link = link(asking, user, newAddress());
        Visit.of(user)
                .post("/account/sign-ins", "/account/end-other-sessions", Map.of())
                .then()
                .statusCode(303);
        voided(Visit.of(user), link);
    }

    @ParameterizedTest
    @EnumSource(
            value = AuditAction.class,
            names = {
                "PASSWORD_CHANGE",
                "PASSKEY_ENROL",
                "PASSKEY_REMOVE",
                "TOTP_ENABLE",
                "TOTP_DISABLE",
                "TWO_FACTOR_RESET"
            })
    void a_change_of_how_the_user_signs_in_voids_the_link(AuditAction change) {
        UserState user = given.reachable(false);
        Visit visit = Visit.of(user);
        String link = link(visit, user, newAddress());
        Await.on(() -> audit.record(audit.success("actor", change, user.subject(), Map.of(), "192.0.2.1")));
        voided(visit, link);
    }

    @Test
    void a_change_of_the_account_and_a_newer_link_void_it_and_it_lives_thirty_minutes() {
        UserState user = given.reachable(false);
        Visit visit = Visit.of(user);
        String first = link(visit, user, newAddress());
        String second = link(visit, user, newAddress());
        voided(visit, first);
        Await.on(() -> Panache.withTransaction(() -> users.requireSecondFactor(UUID.fromString(user.subject()), true)));
        Await.on(
                () -> Panache.withTransaction(() -> users.requireSecondFactor(UUID.fromString(user.subject()), false)));
        voided(visit, second);
        clock.advance(Duration.ofHours(1));
        Visit later = Visit.of(user);
        String third = link(later, user, newAddress());
        clock.advance(Duration.ofMinutes(29));
        later.get(third).then().statusCode(200);
        clock.advance(Duration.ofMinutes(1));
        voided(later, third);
    }

    @Test
    void a_request_needs_a_recent_proof() {
        UserState user = given.reachable(false);
        Visit visit = Visit.of(user);
        String form = Visit.field(visit.get(PAGE).asString(), "form_token");
        clock.advance(Duration.ofMinutes(30));
        visit.get(PAGE).then().body(containsString("/account/confirm?redirect_to=/account/email"));
        assertThat(visit.send(PAGE, Map.of("form_token", form, "email", newAddress()))
                        .header("Location"))
                .isEqualTo("/account/confirm?redirect_to=/account/email");
        assertThat(mails.to(user)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "alice", "a@b, c@d", "Alice <a@b.example>"})
    void an_address_that_no_mail_is_sent_to_is_refused(String address) {
        UserState user = given.reachable(false);
        Visit.of(user).post(PAGE, Map.of("email", address)).then().statusCode(422);
        assertThat(mails.to(user)).isEmpty();
    }

    @Test
    void a_user_requests_five_links_an_hour() {
        UserState user = given.reachable(false);
        Visit visit = Visit.of(user);
        for (int i = 0; i < 5; i++) {
            visit.post(PAGE, Map.of("email", newAddress())).then().statusCode(200);
        }
        visit.post(PAGE, Map.of("email", newAddress())).then().statusCode(429);
    }

    private void voided(Visit visit, String link) {
        visit.get(link).then().statusCode(400).body(containsString("This link no longer works"));
        assertThat(confirm(visit, link).statusCode()).isEqualTo(400);
    }

    private static Response confirm(Visit visit, String link) {
        return visit.post(
                "/account/password",
                CONFIRM,
                Map.of("token", link.substring(link.indexOf("token=") + "token=".length())));
    }

    private String link(Visit visit, UserState user, String address) {
        visit.post(PAGE, Map.of("email", address)).then().statusCode(200).body(containsString("Check your email"));
        List<MailContent> links = mails.to(user).stream()
                .filter(mail -> mail.type() == MailType.EMAIL_VERIFICATION)
                .toList();
        URI link = URI.create(links.getLast().link());
        return link.getPath() + "?" + link.getQuery();
    }

    private List<MailType> types(UserState user) {
        return mails.to(user).stream().map(MailContent::type).toList();
    }

    private UserState state(UserState user) {
        return Await.on(() -> users.bySubject(UUID.fromString(user.subject()))).orElseThrow();
    }

    private String newAddress() {
        return given.newName() + "@example.net";
    }

    private static String shown(Response response, String address) {
        return response.statusCode() + response.asString().replace(address, "ADDRESS");
    }
}
