package dev.albireo.credentials.reset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.albireo.credentials.Await;
import dev.albireo.credentials.Given;
import dev.albireo.credentials.Visit;
import dev.albireo.credentials.mail.RequestedMails;
import dev.albireo.credentials.registration.ByMail;
import dev.albireo.credentials.registration.NewAccount;
import dev.albireo.events.MailContent;
import dev.albireo.events.MailType;
import dev.albireo.testkit.PostgresResource;
import dev.albireo.web.WebConfig;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(ByMail.class)
@DisplayName("Where users register with a passkey, a link replaces a lost one with a password")
class LostPasskeyTest {
    @Inject
    Given given;

    @Inject
    RequestedMails mails;

    @Inject
    ResetRequests requests;

    @Inject
    WebConfig config;

    @Test
    void of_a_user_who_never_had_a_password() {
        String address = given.newName() + "@example.net";
        Visit browser = Visit.anonymous();
        browser.send("/register", Map.of("email", address)).then().statusCode(200);
        Map<String, Object> fields =
                Map.of("token", token(mails.at(address).getLast()), "username", given.newName(), "terms", true);
        NewAccount account = NewAccount.at(config.issuer());
        account.register(fields).then().statusCode(200);

        browser.send("/login/forgot", Map.of("username", address)).then().statusCode(200);
        // A scheduled run may have taken the request before.
        Await.on(requests::process);
        await().until(() -> mails.at(address).getLast().type() == MailType.PASSWORD_RESET);
        MailContent mail = mails.at(address).getLast();
        browser.send("/login/reset", Map.of("token", token(mail), "password", Given.PASSWORD))
                .then()
                .statusCode(200);
        assertThat(Given.login(address, Given.PASSWORD).statusCode()).isEqualTo(303);
        account.signIn().then().statusCode(200);
    }

    private static String token(MailContent mail) {
        return mail.link().substring(mail.link().indexOf("token=") + "token=".length());
    }
}
