package dev.albireo.credentials.enrolment;

import static dev.albireo.testkit.JsonMember.member;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.albireo.credentials.Given;
import dev.albireo.credentials.Outboxed;
import dev.albireo.credentials.Visit;
import dev.albireo.credentials.admin.TestTokens;
import dev.albireo.credentials.mail.RequestedMails;
import dev.albireo.events.MailContent;
import dev.albireo.events.MailType;
import dev.albireo.events.UserState;
import dev.albireo.testkit.JsonMember;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("An enrolment code by mail, and the notice of one")
class EnrolmentCodeMailTest {
    @Inject
    Given users;

    @Inject
    TestTokens tokens;

    @Inject
    RequestedMails mails;

    @Inject
    Outboxed outboxed;

    @Test
    void a_mailed_code_has_one_mail_which_alone_contains_it() {
        UserState user = users.reachable(false);
        Response response = issue(user, true);
        response.then().statusCode(200).body(member("mailed", equalTo(true)));
        String code = JsonMember.read(response.asString(), "code");
        UserState another = users.reachable(false);
        issue(another, false).then().statusCode(200);

        await().until(() -> !mails.to(another).isEmpty());
        assertThat(mails.to(another)).extracting(MailContent::type).containsExactly(MailType.ENROLMENT_CODE_ISSUED);
        MailContent mail = assertThat(mails.to(user)).singleElement().actual();
        assertThat(mail.type()).isEqualTo(MailType.ENROLMENT_CODE);
        assertThat(mail.code()).isEqualTo(code);
        assertThat(mail.link()).endsWith("/account");
        assertThat(mail.toString()).doesNotContain(code);
        assertThat(outboxed.last("albireo.AuditRecorded.v1", user.subject()).toString())
                .doesNotContain(code);
    }

    @Test
    void an_address_that_is_not_verified_gets_none() {
        issue(users.user(false), true)
                .then()
                .statusCode(422)
                .body(member("detail", containsString("no verified email address")));
    }

    @Test
    void where_the_enrolment_is_open_a_code_is_accepted_and_not_asked_for() {
        UserState user = users.user(true);
        String code = JsonMember.read(issue(user, false).asString(), "code");
        Visit visit = Visit.of(user);
        visit.get("/login/2fa").then().body(containsString("enrolBtn"));
        visit.postJson("/account/enrolment-code", Map.of("code", code)).then().statusCode(200);
    }

    private Response issue(UserState user, boolean mail) {
        return given().contentType(ContentType.JSON)
                .header("Authorization", "Bearer " + tokens.service("internal:credentials"))
                .header("Albireo-Actor", tokens.freshAdministrator())
                .body(Map.of("mail", mail))
                .post("/internal/users/" + user.subject() + "/enrolment-code");
    }
}
