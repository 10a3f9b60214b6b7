package dev.albireo.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.albireo.systemtests.support.Admin;
import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Authenticator;
import dev.albireo.systemtests.support.Database;
import dev.albireo.systemtests.support.InParallel;
import dev.albireo.systemtests.support.Journey;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.RelyingParty;
import dev.albireo.systemtests.support.RelyingParty.Pending;
import dev.albireo.systemtests.support.Running;
import dev.albireo.systemtests.support.WebApp;
import dev.albireo.testkit.SoftPasskey;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Guessing codes: single use, few attempts, then locked, then recovery")
class GuessingTest {
    private static final int USES = 50;
    private final Journey journey = Running.journey();
    private final Admin admin = Running.admin();
    private final WebApp app = WebApp.seed();

    @Test
    void of_fifty_uses_of_one_code_on_two_instances_one_wins() {
        String id = WebApp.newUser();
        Authenticator phone = WebApp.enable(signedIn(id), 3);
        List<URI> instances = List.of(
                Running.stack().serviceUri("credentials"), Running.stack().serviceUri("credentials-guarded"));
        List<Person> sessions =
                IntStream.range(0, USES).mapToObj(i -> partial(id)).toList();
        List<Answer> pages = sessions.stream()
                .map(person -> app.otherWay(person, person.get("/login/2fa"), "token"))
                .toList();
        String code = phone.next(3);
        List<Integer> statuses = InParallel.run(
                USES,
                i -> sessions.get(i)
                        .copyAt(instances.get(i % 2))
                        .postForm(
                                "/login/2fa", Map.of("form_token", pages.get(i).field("form_token"), "token", code))
                        .status());
        assertThat(statuses).filteredOn(status -> status == 303).hasSize(1);
    }

    @Test
    void two_hundred_wrong_codes_are_bounded_then_locked_and_then_there_is_a_way_back() {
        String name = admin.newUser("gus");
        Person owner = journey.person();
        journey.login(owner, name);
        Authenticator phone = WebApp.enable(owner, 3);
        String wrong = phone.wrong();
        String subject = subject(name);

        long looked = 0;
        for (int session = 0; session < 40; session++) {
            Person guesser = journey.person();
            journey.login(guesser, name);
            Answer page = app.otherWay(guesser, guesser.get("/login/2fa"), "token");
            for (int guess = 0; guess < 5; guess++) {
                Answer answer =
                        guesser.postForm("/login/2fa", Map.of("form_token", page.field("form_token"), "token", wrong));
                looked += answer.status() == 429 ? 0 : 1;
            }
        }
        assertThat(looked).as("wrong codes that were looked at").isBetween(15L, 20L);
        Person right = journey.person();
        journey.login(right, name);
        Answer page = app.otherWay(right, right.get("/login/2fa"), "token");
        assertThat(app.code(right, page, phone.next(3)).status())
                .as("the right code while locked")
                .isEqualTo(429);
        await().untilAsserted(() -> assertThat(new Database("admin")
                        .count(
                                "SELECT count(*) FROM audit_record WHERE target = ? AND action = 'two-factor.lock'",
                                subject))
                .isEqualTo(1));

        admin.data("mutation { unlockUser(username: \"" + name + "\") { success } }");
        Person back = journey.person();
        journey.login(back, name);
        Answer again = app.otherWay(back, back.get("/login/2fa"), "token");
        assertThat(back.follow(app.code(back, again, phone.next(3))).uri().getPath())
                .isEqualTo("/account");
    }

    @Test
    void a_passkey_is_a_way_back_that_no_guesser_can_close() {
        String name = admin.newUser("pia");
        Person owner = journey.person();
        journey.login(owner, name);
        SoftPasskey passkey = journey.enrol(owner, false);
        journey.goOn(owner, journey.secondFactor(owner, owner.get("/login/2fa"), passkey));
        Authenticator phone = WebApp.enable(owner, 3);
        for (int session = 0; session < 6; session++) {
            Person guesser = journey.person();
            journey.login(guesser, name);
            Answer page = app.otherWay(guesser, guesser.get("/login/2fa"), "token");
            for (int guess = 0; guess < 5; guess++) {
                guesser.postForm("/login/2fa", Map.of("form_token", page.field("form_token"), "token", phone.wrong()));
            }
        }
        Person back = journey.person();
        journey.login(back, name);
        Answer done = journey.secondFactor(back, back.get("/login/2fa"), passkey);
        assertThat(done.status()).as(done.toString()).isEqualTo(200);
        Person code = journey.person();
        journey.login(code, name);
        Answer page = app.otherWay(code, code.get("/login/2fa"), "token");
        assertThat(code.follow(app.code(code, page, phone.next(3))).uri().getPath())
                .as("the passkey forgave the wrong codes")
                .isEqualTo("/account");
    }

    @Test
    void an_administrator_s_reset_ends_everything_and_the_password_alone_opens_again() {
        String name = admin.newUser("rex");
        Person owner = journey.person();
        journey.login(owner, name);
        WebApp.enable(owner, 3);
        RelyingParty shop = RelyingParty.register(Running.stack().edgeUri());
        Pending pending = shop.request("openid offline_access", Map.of());
        Answer tokens = shop.redeem(pending, journey.toCallback(owner, owner.get(pending.uri())));
        owner.submit(owner.get("/auth/logout"), "/auth/logout", Map.of());
        String refresh = tokens.json().get("refresh_token").asText();
        assertThat(admin.data("mutation { resetUser2fa(username: \"" + name
                                + "\", reason: \"lost phone\") { success } }")
                        .at("/resetUser2fa/success")
                        .asBoolean())
                .isTrue();
        assertThat(shop.refresh(Running.stack().edgeUri(), refresh)
                        .json()
                        .get("error")
                        .asText())
                .as("a grant that outlived its session")
                .isEqualTo("invalid_grant");
        assertThat(journey.login(journey.person(), name).location().getPath()).isEqualTo("/account");
        assertThat(admin.graphql("mutation { resetUser2fa(username: \"" + name + "\", reason: \"\") { success } }")
                        .json()
                        .has("errors"))
                .as("a reason must be given")
                .isTrue();
    }

    @Test
    void wrong_passwords_are_bounded_without_telling_who_exists() {
        String name = admin.newUser("bob");
        for (String each : List.of(name, "unknown-" + name)) {
            int tried = 0;
            int refused = 0;
            for (int i = 0; i < 14; i++) {
                Person person = journey.person();
                Answer answer = person.submit(
                        person.get("/login"), "/login", Map.of("username", each, "password", "wrong password"));
                tried += answer.status() == 401 ? 1 : 0;
                refused += answer.status() == 429 ? 1 : 0;
            }
            assertThat(tried).as(each).isEqualTo(10);
            assertThat(refused).as(each).isEqualTo(4);
        }
        admin.data("mutation { unlockUser(username: \"" + name + "\") { success } }");
        assertThat(journey.login(journey.person(), name).status()).isEqualTo(303);
    }

    private Person partial(String id) {
        Person person = journey.person();
        person.submit(person.get("/login"), "/login", Map.of("username", id, "password", WebApp.PASSWORD));
        return person;
    }

    private Person signedIn(String id) {
        return partial(id);
    }

    private String subject(String name) {
        return admin.data("{ user(username: \"" + name + "\") { subject } }")
                .at("/user/subject")
                .asText();
    }
}
