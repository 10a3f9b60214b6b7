package dev.albireo.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.devstack.mail.SentMail;
import dev.albireo.systemtests.support.Admin;
import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Journey;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.RelyingParty;
import dev.albireo.systemtests.support.ResetMail;
import dev.albireo.systemtests.support.Running;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A forgotten password is replaced by a link in a mail, and everything before it ends")
class ForgottenPasswordTest {
    private static final String NEW = "a new horse battery";
    private final Journey journey = Running.journey();
    private final Admin admin = Running.admin();

    @Test
    void a_stolen_session_and_its_refresh_token_end_and_the_user_is_told() {
        String user = admin.newUser("fay");
        RelyingParty shop = RelyingParty.register(Running.stack().edgeUri());
        Person thief = journey.person();
        Answer tokens = journey.tokens(thief, user, shop, shop.request("openid offline_access", Map.of()));

        Person owner = journey.person();
        URI link = ResetMail.link(owner, user);
        assertThat(reset(owner, link).page().text()).contains("Your password was changed");

        assertThat(thief.get("/account").location().getPath()).isEqualTo("/login");
        assertThat(shop.refresh(
                                Running.stack().edgeUri(),
                                tokens.json().get("refresh_token").asText())
                        .status())
                .isEqualTo(400);
        assertThat(journey.login(journey.person(), user).status()).isEqualTo(401);
        assertThat(signIn(owner, user).location().getPath()).isEqualTo("/account");
        ResetMail.awaitNotice(user, "Your password was changed");
        assertThat(reset(owner, link).page().text()).contains("This link no longer works");
    }

    @Test
    void the_second_factor_is_asked_for_as_ever() {
        String user = admin.newUser("finn");
        Person owner = journey.person();
        journey.login(owner, user);
        journey.enrol(owner, false);
        ResetMail.awaitNotice(user, "A passkey was added");
        admin.require2fa(user, true);

        Person other = journey.person();
        reset(other, ResetMail.link(other, user));
        assertThat(signIn(other, user).location().getPath()).isEqualTo("/login/2fa");
        assertThat(other.get("/account").location().getPath()).isEqualTo("/login/2fa");
    }

    @Test
    void a_page_without_token_and_a_mail_without_foreign_content() {
        String user = admin.newUser("flo");
        Person owner = journey.person();
        URI link = ResetMail.link(owner, user);
        SentMail mail = ResetMail.to(user).getFirst();
        assertThat(mail.from()).isEqualTo("Albireo <no-reply@localhost>");
        assertThat(mail.html()).contains(link.toString()).doesNotContain("<img", "<script", "<link");
        assertThat(link.toString()).startsWith(Running.stack().edgeUri().toString());

        Answer page = owner.get(link);
        assertThat(page.header("referrer-policy")).hasValue("same-origin");
        assertThat(page.header("cache-control")).hasValue("no-store");
        assertThat(page.header("x-frame-options")).hasValue("DENY");
        assertThat(page.header("set-cookie").orElse("")).doesNotContain("albireo-session");
    }

    @Test
    void no_log_has_the_token_or_the_address() throws IOException {
        String user = admin.newUser("fred");
        Person owner = journey.person();
        URI link = ResetMail.link(owner, user);
        reset(owner, link);
        String token = link.getQuery().substring("token=".length());
        try (Stream<Path> logs = Files.list(Running.stack().logs())) {
            for (Path log : logs.toList()) {
                assertThat(Files.readString(log)).as(log.toString()).doesNotContain(token, user + "@example.com");
            }
        }
    }

    private static Answer reset(Person person, URI link) {
        Answer page = person.get(link);
        return page.status() == 200 ? person.submit(page, "/login/reset", Map.of("password", NEW)) : page;
    }

    private static Answer signIn(Person person, String username) {
        return person.submit(person.get("/login"), "/login", Map.of("username", username, "password", NEW));
    }
}
