package dev.albireo.credentials.notice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.credentials.Await;
import dev.albireo.credentials.Given;
import dev.albireo.credentials.Visit;
import dev.albireo.credentials.mail.RequestedMails;
import dev.albireo.events.AuditAction;
import dev.albireo.events.MailContent;
import dev.albireo.events.MailType;
import dev.albireo.events.TwoFactorEvent.RecoveryCodeUsed;
import dev.albireo.events.UserState;
import dev.albireo.outbox.Audit;
import dev.albireo.outbox.Outbox;
import dev.albireo.testkit.FixedClock;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("Users are told by mail of changes of how they sign in")
class NoticesTest {
    private static final String ADDRESS = "192.0.2.44";

    @Inject
    Given given;

    @Inject
    RequestedMails mails;

    @Inject
    WaitingNotices waiting;

    @Inject
    Audit audit;

    @Inject
    Outbox outbox;

    @Inject
    Pool db;

    @Inject
    FixedClock clock;

    @ParameterizedTest
    @CsvSource({
        "PASSWORD_CHANGE, PASSWORD_CHANGED",
        "PASSWORD_RESET, PASSWORD_CHANGED",
        "USER_PASSWORD, PASSWORD_CHANGED_BY_ADMINISTRATOR",
        "PASSKEY_ENROL, PASSKEY_ADDED",
        "PASSKEY_REMOVE, PASSKEY_REMOVED",
        "TOTP_ENABLE, APP_ENABLED",
        "TOTP_DISABLE, APP_DISABLED",
        "RECOVERY_CODES_RENEW, RECOVERY_CODES_RENEWED",
        "ENROLMENT_CODE_ISSUE, ENROLMENT_CODE_ISSUED",
        "TWO_FACTOR_RESET, SECOND_FACTOR_RESET_BY_ADMINISTRATOR"
    })
    void each_change_has_its_mail(AuditAction action, MailType type) {
        UserState user = given.reachable(false);
        done(user, action, Map.of());
        MailContent mail = only(user);
        assertThat(mail.type()).isEqualTo(type);
        assertThat(mail.to()).isEqualTo(user.email());
        assertThat(mail.address()).isEqualTo(ADDRESS);
        assertThat(mail.at()).isEqualTo(clock.instant());
        assertThat(mail.link()).contains("/account/report?token=nm_");
    }

    @Test
    void a_password_that_an_administrator_declares_has_one_and_another_change_has_none() {
        UserState user = given.reachable(false);
        done(user, AuditAction.USER_CHANGE, Map.of("resource", "x"));
        done(user, AuditAction.USER_CHANGE, Map.of("resource", "x", "password", "changed"));
        assertThat(only(user).type()).isEqualTo(MailType.PASSWORD_CHANGED_BY_ADMINISTRATOR);
    }

    @Test
    void the_passkey_of_a_registration_has_none() {
        UserState user = given.reachable(false);
        done(user, AuditAction.PASSKEY_ENROL, Map.of("by", "registration"));
        done(user, AuditAction.PASSKEY_REMOVE, Map.of());
        assertThat(only(user).type()).isEqualTo(MailType.PASSKEY_REMOVED);
    }

    @Test
    void a_used_recovery_code_has_one() {
        UserState user = given.reachable(false);
        Await.on(() ->
                db.withTransaction(tx -> outbox.append(tx, new RecoveryCodeUsed(user.subject(), 9, clock.instant()))));
        assertThat(only(user).type()).isEqualTo(MailType.RECOVERY_CODE_USED);
    }

    @Test
    void the_account_page_causes_one() {
        UserState user = given.reachable(false);
        Visit.of(user)
                .post("/account/password", Map.of("current", Given.PASSWORD, "password", "another horse battery"))
                .then()
                .statusCode(303);
        assertThat(only(user).type()).isEqualTo(MailType.PASSWORD_CHANGED);
    }

    @Test
    void a_sign_in_a_refused_change_and_a_change_of_a_user_without_address_have_none() {
        UserState user = given.reachable(false);
        UserState unreachable = given.user(false);
        Visit.of(user);
        Await.on(() -> audit.record(
                audit.refused(user.subject(), AuditAction.PASSWORD_CHANGE, user.subject(), Map.of(), ADDRESS)));
        done(unreachable, AuditAction.PASSWORD_CHANGE, Map.of());
        waiting.send();
        assertThat(mails.to(user)).isEmpty();
        assertThat(mails.to(unreachable)).isEmpty();
    }

    @Test
    void a_sign_in_on_a_device_that_is_new_to_the_account_has_one_unless_it_is_the_first() {
        UserState user = given.reachable(false);
        Browser first = new Browser("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");
        first.signIn(user);
        first.signIn(user);
        waiting.send();
        assertThat(mails.to(user)).isEmpty();

        Browser second = new Browser("Mozilla/5.0 (Windows NT 10.0) Chrome/139.0 Safari/537.36 Edg/139.0");
        second.signIn(user);
        MailContent mail = only(user);
        assertThat(mail.type()).isEqualTo(MailType.NEW_SIGN_IN);
        assertThat(mail.browser()).isEqualTo("Edge");
        assertThat(mail.system()).isEqualTo("Windows");
        assertThat(mail.address()).isNotBlank();
        assertThat(mail.at()).isEqualTo(clock.instant());
        assertThat(mail.link()).contains("/account/report?token=nm_");

        second.signIn(user);
        first.signIn(user);
        waiting.send();
        assertThat(mails.to(user)).hasSize(1);
    }

    @Test
    void a_first_factor_alone_has_one_and_a_refused_one_has_none() {
        UserState user = given.reachable(true);
        new Browser("curl/8.9").signIn(user);
        Given.login(user.username(), "wrong battery staple");
        waiting.send();
        assertThat(mails.to(user)).isEmpty();
        new Browser("").signIn(user);
        MailContent mail = only(user);
        assertThat(mail.type()).isEqualTo(MailType.NEW_SIGN_IN);
        assertThat(mail.browser()).isNull();
        assertThat(mail.system()).isNull();
    }

    /** A browser that keeps its device cookie. */
    private static final class Browser {
        private final String agent;
        private String device = "none";

        private Browser(String agent) {
            this.agent = agent;
        }

        private void signIn(UserState user) {
            Response response = RestAssured.given()
                    .redirects()
                    .follow(false)
                    .header("User-Agent", agent)
                    .cookie("albireo-device", device)
                    .contentType("application/x-www-form-urlencoded; charset=UTF-8")
                    .formParams(Map.of("username", user.username(), "password", Given.PASSWORD))
                    .post("/login");
            response.then().statusCode(303);
            device = response.cookie("albireo-device");
        }
    }

    @Test
    void an_address_gets_twenty_an_hour() {
        UserState user = given.reachable(false);
        for (int i = 0; i < 21; i++) {
            done(user, AuditAction.PASSKEY_ENROL, Map.of());
        }
        waiting.send();
        assertThat(mails.to(user)).hasSize(20);
        clock.advance(Duration.ofHours(1));
        done(user, AuditAction.PASSKEY_ENROL, Map.of());
        waiting.send();
        assertThat(mails.to(user)).hasSize(21);
    }

    private void done(UserState user, AuditAction action, Map<String, String> detail) {
        Await.on(() -> audit.record(audit.success("actor", action, user.subject(), detail, ADDRESS)));
    }

    private MailContent only(UserState user) {
        waiting.send();
        return assertThat(mails.to(user)).singleElement().actual();
    }
}
