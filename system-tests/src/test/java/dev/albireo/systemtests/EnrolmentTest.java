package dev.albireo.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Form;
import dev.albireo.systemtests.support.Journey;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.RelyingParty;
import dev.albireo.systemtests.support.RelyingParty.Pending;
import dev.albireo.systemtests.support.Running;
import dev.albireo.testkit.SoftPasskey;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Enrolling and proving a passkey")
class EnrolmentTest {
    private final Journey journey = Running.journey();
    private final RelyingParty shop = RelyingParty.register(Running.stack().edgeUri());
    private final Person person = journey.person();
    private final String name = Running.admin().newUser("dora");

    @Test
    void who_must_have_a_second_factor_and_has_none_enrols_and_gets_in() throws Exception {
        Running.admin().require2fa(name, true);
        Pending pending = shop.request("openid", Map.of());
        Answer login = person.follow(person.get(pending.uri()));
        Answer page = person.follow(journey.login(person, login, name));
        assertThat(page.uri().getPath()).isEqualTo("/login/2fa");

        SoftPasskey passkey = journey.enrol(person, false);
        assertThat(person.get("/account").location().getPath())
                .as("enrolled is not proved")
                .isEqualTo("/login/2fa");
        URI callback = journey.toCallback(person, journey.goOn(person, journey.secondFactor(person, page, passkey)));
        JWTClaimsSet token = RelyingParty.idToken(shop.redeem(pending, callback));
        assertThat(token.getStringClaim("acr")).isEqualTo("aal2");
    }

    @Test
    void the_first_use_of_the_first_passkey_gives_recovery_codes_once_and_no_other_does() {
        journey.login(person, name);
        SoftPasskey passkey = journey.enrol(person, false);
        assertThat(person.getJson("/auth/two-factor")
                        .json()
                        .get("recoveryCodesLeft")
                        .asInt())
                .as("enrolled is not proved")
                .isZero();

        Answer proved = journey.secondFactor(person, person.get("/login/2fa?redirect_to=/account/password"), passkey);
        assertThat(proved.json().get("redirect_to").asText()).isEqualTo("/login/2fa");
        String code = proved.json().at("/recovery_codes/9").asText();
        Answer page = person.get("/login/2fa?redirect_to=/account/password");
        assertThat(page.body()).contains("data-recovery-codes", code);
        assertThat(person.submit(page, "/login/2fa", Map.of()).location().getPath())
                .isEqualTo("/account/password");
        assertThat(person.get("/login/2fa").location().getPath()).isEqualTo("/account");

        Person later = journey.person();
        journey.login(later, name);
        Answer again = journey.secondFactor(later, later.get("/login/2fa"), passkey);
        assertThat(again.json().has("recovery_codes")).isFalse();
        assertThat(again.json().get("redirect_to").asText()).isEqualTo("/account");
    }

    @ParameterizedTest
    @CsvSource({"false, hwk", "true, swk"})
    void amr_tells_whether_the_key_can_leave_its_device(boolean synced, String amr) throws Exception {
        journey.login(person, name);
        SoftPasskey passkey = journey.enrol(person, synced);
        Pending pending = shop.request("openid payment", Map.of());
        Answer page = person.follow(person.get(pending.uri()));
        URI callback = journey.toCallback(person, journey.goOn(person, journey.secondFactor(person, page, passkey)));
        assertThat(RelyingParty.idToken(shop.redeem(pending, callback)).getStringListClaim("amr"))
                .isEqualTo(List.of("pwd", amr));
    }

    @Test
    void a_passkey_alone_signs_in_with_one_factor() throws Exception {
        journey.login(person, name);
        SoftPasskey passkey = journey.enrol(person, false);
        Person elsewhere = journey.person();
        Pending pending = shop.request("openid", Map.of());
        Answer page = elsewhere.follow(elsewhere.get(pending.uri()));
        Answer start = elsewhere.postJson("/webauthn/authenticate/start", Map.of());
        Answer finish = elsewhere.postJson(
                "/webauthn/authenticate/finish",
                Map.of(
                        "credential", passkey.authenticate(start.json().at("/options/publicKey")),
                        "interaction", page.field("interaction")));
        URI callback = journey.toCallback(elsewhere, journey.goOn(elsewhere, finish));
        JWTClaimsSet token = RelyingParty.idToken(shop.redeem(pending, callback));
        assertThat(token.getStringListClaim("amr")).isEqualTo(List.of("hwk"));
        assertThat(token.getStringClaim("acr")).isEqualTo("aal1");
    }

    @Test
    void a_passkey_alone_is_enough_where_the_operator_counts_it_as_two_factors() throws Exception {
        journey.login(person, name);
        SoftPasskey passkey = journey.enrol(person, false);
        Running.admin().require2fa(name, true);
        Person elsewhere = journey.person();
        Pending pending = shop.request("openid payment", Map.of());
        Answer page = elsewhere.follow(elsewhere.get(pending.uri()));
        Person there = elsewhere.copyAt(Running.guardedCredentials());
        Answer start = there.postJson("/webauthn/authenticate/start", Map.of());
        Answer finish = there.postJson(
                "/webauthn/authenticate/finish",
                Map.of(
                        "credential", passkey.authenticate(start.json().at("/options/publicKey")),
                        "interaction", page.field("interaction")));
        elsewhere.cookies().putAll(there.cookies());
        URI callback = journey.toCallback(elsewhere, journey.goOn(elsewhere, finish));
        JWTClaimsSet token = RelyingParty.idToken(shop.redeem(pending, callback));
        assertThat(token.getStringListClaim("amr")).isEqualTo(List.of("hwk", "mfa"));
        assertThat(token.getStringClaim("acr")).isEqualTo("aal2");
    }

    @Test
    void a_challenge_is_worth_nothing_in_another_browser_or_in_none() {
        journey.login(person, name);
        SoftPasskey passkey = journey.enrol(person, false);
        Person other = journey.person();
        other.postJson("/webauthn/authenticate/start", Map.of());
        for (Person thief : List.of(journey.person(), other)) {
            Answer start = journey.person().postJson("/webauthn/authenticate/start", Map.of());
            Answer finish = thief.postJson(
                    "/webauthn/authenticate/finish",
                    Map.of("credential", passkey.authenticate(start.json().at("/options/publicKey"))));
            assertThat(finish.status()).as(finish.toString()).isEqualTo(400);
            assertThat(thief.cookies()).doesNotContainKey("albireo-session");
        }
    }

    @Test
    void the_same_passkey_again_is_no_second_factor() {
        journey.login(person, name);
        SoftPasskey passkey = journey.enrol(person, false);
        Person elsewhere = journey.person();
        Answer start = elsewhere.postJson("/webauthn/authenticate/start", Map.of());
        elsewhere.postJson(
                "/webauthn/authenticate/finish",
                Map.of("credential", passkey.authenticate(start.json().at("/options/publicKey"))));
        Pending pending = shop.request("openid payment", Map.of());
        Answer page = elsewhere.follow(elsewhere.get(pending.uri()));
        assertThat(page.uri().getPath()).isEqualTo("/login/2fa");
        Answer again = elsewhere.postJson("/webauthn/2fa/start", Map.of());
        if (again.status() == 200) {
            elsewhere.postJson(
                    "/webauthn/2fa/finish",
                    Map.of("credential", passkey.authenticate(again.json().at("/options/publicKey"))));
        }
        assertThat(elsewhere.follow(elsewhere.get(pending.uri())).uri().getPath())
                .isEqualTo("/login/2fa");
    }

    @Test
    void a_clone_of_the_key_is_found_by_its_counter() {
        journey.login(person, name);
        SoftPasskey passkey = journey.enrol(person, false);
        Person second = journey.person();
        journey.login(second, name);
        Answer page = second.follow(
                second.get(shop.request("openid payment", Map.of()).uri()));
        assertThat(journey.secondFactor(second, page, passkey.withCounter(10)).status())
                .isEqualTo(200);
        Person third = journey.person();
        journey.login(third, name);
        Answer again =
                third.follow(third.get(shop.request("openid payment", Map.of()).uri()));
        assertThat(journey.secondFactor(third, again, passkey.withCounter(5)).status())
                .isEqualTo(401);
    }

    @Test
    void presence_without_verification_is_refused() {
        journey.login(person, name);
        SoftPasskey passkey = journey.enrol(person, false);
        person.follow(person.get(shop.request("openid payment", Map.of()).uri()));
        Answer start = person.postJson("/webauthn/2fa/start", Map.of());
        Answer finish = person.postJson(
                "/webauthn/2fa/finish",
                Map.of("credential", passkey.authenticate(start.json().at("/options/publicKey"), false)));
        assertThat(finish.status()).isEqualTo(401);
    }

    @Test
    void a_challenge_is_good_for_one_use_also_when_it_fails() {
        journey.login(person, name);
        SoftPasskey passkey = journey.enrol(person, false);
        person.follow(person.get(shop.request("openid payment", Map.of()).uri()));
        Answer start = person.postJson("/webauthn/2fa/start", Map.of());
        var options = start.json().at("/options/publicKey");
        Map<String, Object> unverified = Map.of("credential", passkey.authenticate(options, false));
        Map<String, Object> right = Map.of("credential", passkey.authenticate(options));
        assertThat(person.postJson("/webauthn/2fa/finish", unverified).status()).isEqualTo(401);
        assertThat(person.postJson("/webauthn/2fa/finish", right).status()).isEqualTo(400);
    }

    @Test
    void anothers_passkey_proves_nothing() {
        journey.login(person, name);
        journey.enrol(person, false);
        Person eve = journey.person();
        journey.login(eve, Running.admin().newUser("eve"));
        SoftPasskey eves = journey.enrol(eve, false);
        person.follow(person.get(shop.request("openid payment", Map.of()).uri()));
        Answer start = person.postJson("/webauthn/2fa/start", Map.of());
        Answer finish = person.postJson(
                "/webauthn/2fa/finish",
                Map.of("credential", eves.authenticate(start.json().at("/options/publicKey"))));
        assertThat(finish.status()).isEqualTo(401);
    }

    @Test
    void a_cookie_from_before_the_upgrade_opens_nothing() {
        journey.login(person, name);
        SoftPasskey passkey = journey.enrol(person, false);
        Person before = person.copy();
        Answer page = person.follow(
                person.get(shop.request("openid payment", Map.of()).uri()));
        journey.goOn(person, journey.secondFactor(person, page, passkey));
        assertThat(before.get("/account").location().getPath()).isEqualTo("/login");
        Answer answer =
                before.follow(before.get(shop.request("openid", Map.of()).uri()));
        assertThat(answer.uri().getPath()).isEqualTo("/login");
        assertThat(Form.query(answer.uri())).containsKey("interaction");
    }

    @Test
    void starts_with_a_known_and_an_unknown_name_look_alike() {
        journey.login(person, name);
        journey.enrol(person, false);
        Person anonymous = journey.person();
        var known = anonymous
                .postJson("/webauthn/authenticate/start", Map.of("username", name))
                .json();
        var unknown = anonymous
                .postJson("/webauthn/authenticate/start", Map.of("username", "unknown"))
                .json();
        assertThat(known.at("/options/publicKey").fieldNames())
                .toIterable()
                .containsExactlyElementsOf(
                        () -> unknown.at("/options/publicKey").fieldNames());
        assertThat(known.at("/options/publicKey/allowCredentials").size())
                .isEqualTo(unknown.at("/options/publicKey/allowCredentials").size());
    }
}
