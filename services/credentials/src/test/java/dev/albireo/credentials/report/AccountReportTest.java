package dev.albireo.credentials.report;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import dev.albireo.credentials.Await;
import dev.albireo.credentials.Given;
import dev.albireo.credentials.Outboxed;
import dev.albireo.credentials.Visit;
import dev.albireo.credentials.factor.EnrolledFactors;
import dev.albireo.credentials.factor.FactorLookup;
import dev.albireo.credentials.mail.RequestedMails;
import dev.albireo.credentials.notice.WaitingNotices;
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

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("By the link of a notice a user reports that it was not them")
class AccountReportTest {
    private static final String NEW = "another horse battery";

    @Inject
    Given given;

    @Inject
    Users users;

    @Inject
    AccountLocks locks;

    @Inject
    FactorLookup factors;

    @Inject
    RequestedMails mails;

    @Inject
    WaitingNotices waiting;

    @Inject
    Outboxed outboxed;

    @Inject
    Audit audit;

    @Inject
    FixedClock clock;

    @Test
    void everything_ends_and_every_address_is_told() {
        UserState user = given.reachable(false);
        Visit thief = Visit.of(user);
        String link = link(user);
        for (int i = 0; i < 2; i++) {
            Visit.anonymous().get(link).then().statusCode(200).body(containsString(user.username()));
        }
        assertThat(thief.get("/account").statusCode())
                .as("opening the link changes nothing")
                .isEqualTo(200);

        report(link).then().statusCode(200).body(containsString("Your account is secured"));
        assertThat(thief.get("/account").header("Location")).startsWith("/login");
        assertThat(outboxed.last("albireo.UserChanged.v1", user.subject())
                        .at("/user/grantsVoidBefore")
                        .asText())
                .isNotEmpty();
        assertThat(outboxed.of("albireo.AuditRecorded.v1", user.subject()))
                .extracting(event -> event.path("action").asText())
                .contains("account.report");
        assertThat(mails.to(user).getLast().type()).isEqualTo(MailType.ACCOUNT_LOCKED);
        voided(link);
    }

    @Test
    void no_door_changes_how_the_user_signs_in_until_the_lock_ends() {
        UserState user = given.reachable(false);
        report(link(user)).then().statusCode(200);
        Visit thief = Visit.of(user);
        Map<String, Response> doors = Map.of(
                "password",
                thief.post("/account/password", Map.of("current", Given.PASSWORD, "password", NEW)),
                "email",
                thief.post("/account/password", "/account/email", Map.of("email", "x" + user.email())),
                "passkey",
                thief.postJson("/webauthn/register/start", Map.of()),
                "app",
                thief.get("/auth/two-factor/enable"),
                "recovery codes",
                thief.post("/account/password", "/account/recovery-codes", Map.of()));
        doors.forEach((door, response) -> assertThat(response.statusCode())
                .as(door + ": " + response.asString())
                .isBetween(400, 499));
        assertThat(requireNonNull(doors.get("password")).asString()).contains("reported");

        clock.advance(Duration.ofHours(24));
        Visit.of(user)
                .post("/account/password", Map.of("current", Given.PASSWORD, "password", NEW))
                .then()
                .statusCode(303);
    }

    @Test
    void an_administrator_lifts_the_lock() {
        UserState user = given.reachable(false);
        report(link(user));
        assertThat(lockOf(user).lockedUntil()).isPresent();
        Await.on(() -> locks.lift(UUID.fromString(user.subject())));
        assertThat(lockOf(user).lockedUntil()).isEmpty();
    }

    @Test
    void a_new_password_is_sent_only_to_the_address_that_the_report_came_from() {
        UserState user = given.reachable(false);
        UUID subject = UUID.fromString(user.subject());
        String link = link(user);
        report(link);
        assertThat(Await.on(() -> locks.permitReset(subject, String.valueOf(user.email()))))
                .isTrue();
        assertThat(Await.on(() -> locks.permitReset(subject, "thief@example.net")))
                .isFalse();

        Await.on(() -> Panache.withTransaction(
                () -> users.setVerifiedEmail(subject, "thief-" + user.username() + "@example.net")));
        report(link(user)).then().statusCode(200);
        assertThat(Await.on(() -> locks.permitReset(subject, String.valueOf(user.email()))))
                .as("after reports from two addresses")
                .isFalse();
        clock.advance(Duration.ofHours(24));
        assertThat(Await.on(() -> locks.permitReset(subject, "thief@example.net")))
                .isTrue();
    }

    @Test
    void a_report_voids_the_links_of_its_address_and_a_link_lives_seven_days() {
        UserState user = given.reachable(false);
        String first = link(user);
        String second = link(user);
        report(second).then().statusCode(200);
        voided(first);
        String late = link(given.reachable(false));
        clock.advance(Duration.ofDays(7));
        voided(late);
        voided("/account/report?token=nm_" + "a".repeat(43));
    }

    private static void voided(String link) {
        Visit.anonymous().get(link).then().statusCode(400).body(containsString("This link no longer works"));
        assertThat(report(link).statusCode()).isEqualTo(400);
    }

    /** Returns the link of a new notice. */
    private String link(UserState user) {
        int before = notices(user).size();
        Await.on(() -> audit.record(
                audit.success("actor", AuditAction.PASSKEY_ENROL, user.subject(), Map.of(), "192.0.2.44")));
        waiting.send();
        assertThat(notices(user)).hasSizeGreaterThan(before);
        URI link = URI.create(notices(user).getLast().link());
        return link.getPath() + "?" + link.getQuery();
    }

    private List<MailContent> notices(UserState user) {
        return mails.to(user).stream()
                .filter(mail -> mail.type() == MailType.PASSKEY_ADDED)
                .toList();
    }

    private EnrolledFactors lockOf(UserState user) {
        return Await.on(() -> factors.of(UUID.fromString(user.subject())));
    }

    private static Response report(String link) {
        return Visit.anonymous()
                .send("/account/report", Map.of("token", link.substring(link.indexOf("token=") + "token=".length())));
    }
}
