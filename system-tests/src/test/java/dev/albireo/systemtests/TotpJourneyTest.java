package dev.albireo.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.SignedJWT;
import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Authenticator;
import dev.albireo.systemtests.support.Form;
import dev.albireo.systemtests.support.Journey;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.RelyingParty;
import dev.albireo.systemtests.support.RelyingParty.Pending;
import dev.albireo.systemtests.support.Resources;
import dev.albireo.systemtests.support.Running;
import dev.albireo.systemtests.support.WebApp;
import dev.albireo.testkit.SoftPasskey;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("TOTP: enable, log in, disable; groups B, C, D and F of the reference's checks")
class TotpJourneyTest {
    /** {@code validPastTokensCount} of the seed's AuthConfig. */
    private static final int PAST = 3;

    private final WebApp app = WebApp.seed();
    private final Journey journey = Running.journey();
    private final Resources resources = Running.resources();

    // B: login without a second factor

    @Test
    void B1_the_login_page_has_a_form_for_name_and_password() {
        Answer page = app.begin(journey.person());
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.page().select("form input[name=username], form input[name=password]"))
                .hasSize(2);
    }

    @Test
    void B2_a_wrong_password_and_an_unknown_user_look_the_same() {
        Person person = journey.person();
        Answer wrong = person.submit(
                app.begin(person), "/login", Map.of("username", WebApp.newUser(), "password", "wrong password"));
        Answer unknown =
                person.submit(app.begin(person), "/login", Map.of("username", "unknown", "password", "wrong password"));
        assertThat(wrong.status()).isEqualTo(unknown.status()).isEqualTo(401);
        assertThat(wrong.page().select("[role=alert]").text())
                .isEqualTo(unknown.page().select("[role=alert]").text());
        assertThat(person.cookies()).doesNotContainKey("albireo-session");
    }

    @Test
    void B3_to_B6_a_password_brings_a_code_and_the_code_tokens_as_the_client_says() throws Exception {
        String user = WebApp.newUser();
        Person person = journey.person();
        Answer page = app.begin(person, Map.of("state", "a b&c"));
        Answer arrived = app.password(person, page, user);
        assertThat(Form.query(arrived.location())).containsEntry("state", "a b&c");
        String code = Form.parameter(arrived.location(), "code");

        assertThat(app.token(Map.of("grant_type", "authorization_code", "client_id", app.clientId(), "code", code))
                        .json()
                        .get("error")
                        .asText())
                .isEqualTo("invalid_client");
        Answer tokens = app.redeem(code);
        assertThat(tokens.status()).as(tokens.toString()).isEqualTo(200);
        JsonNode json = tokens.json();
        assertThat(json.get("token_type").asText()).isEqualTo("Bearer");
        assertThat(json.get("expires_in").asInt()).isEqualTo(360);
        assertThat(json.get("refresh_token").asText()).isNotEmpty();
        assertThat(json.at("/userinfo/id").asText()).isEqualTo(user);
        assertThat(json.at("/userinfo/resourceType").asText()).isEqualTo("User");
        assertThat(tokens.body()).doesNotContain("password").doesNotContain("secretKey");
        SignedJWT jwt = SignedJWT.parse(json.get("access_token").asText());
        assertThat(jwt.getHeader().getAlgorithm().getName()).isEqualTo("RS256");
        var claims = jwt.getJWTClaimsSet();
        assertThat(Duration.between(
                        claims.getIssueTime().toInstant(),
                        claims.getExpirationTime().toInstant()))
                .isEqualTo(Duration.ofSeconds(360));

        String access = json.get("access_token").asText();
        assertThat(app.userinfo(access).status()).isEqualTo(200);
        assertThat(app.introspect(access).json().get("active").asBoolean()).isTrue();
        Answer again = app.redeem(code);
        assertThat(again.json().get("error").asText()).isEqualTo("invalid_grant");
        assertThat(app.introspect(access).json().get("active").asBoolean())
                .as("a code used twice voids what it gave")
                .isFalse();
    }

    @Test
    void B5_an_address_that_is_not_the_client_s_own_or_a_client_unknown_is_a_page() {
        Person person = journey.person();
        for (Map<String, String> bad :
                List.of(Map.of("redirect_uri", "http://localhost:3001/evil"), Map.of("client_id", "unknown"))) {
            Answer answer = app.begin(person, bad);
            assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
            assertThat(answer.header("location")).isEmpty();
        }
    }

    @Test
    void B7_a_refresh_token_works_and_dies_with_the_session() {
        Person person = journey.person();
        JsonNode tokens = app.tokens(app.signIn(person, WebApp.newUser())).json();
        Answer refreshed = refresh(tokens.get("refresh_token").asText());
        assertThat(refreshed.status()).as(refreshed.toString()).isEqualTo(200);
        person.submit(person.get("/auth/logout"), "/auth/logout", Map.of());
        assertThat(refresh(refreshed.json().get("refresh_token").asText())
                        .json()
                        .get("error")
                        .asText())
                .isEqualTo("invalid_grant");
        assertThat(app.userinfo(refreshed.json().get("access_token").asText()).status())
                .isEqualTo(401);
    }

    @Test
    void B8_every_name_opens_the_account_and_a_closed_one_opens_for_none() {
        String id = WebApp.newUser();
        resources.patch(
                "User/" + id, Map.of("userName", "Name " + id, "email", id + "@example.com", "emailVerified", true));
        for (String name : List.of(id, "name " + id, id + "@EXAMPLE.com")) {
            assertThat(app.arrived(app.signIn(journey.person(), name))).as(name).isTrue();
        }
        resources.patch("User/" + id, Map.of("inactive", true));
        assertThat(app.signIn(journey.person(), id).status()).isEqualTo(401);
    }

    // C: enable

    @Test
    void C1_no_secret_is_shown_without_a_session() {
        Person person = journey.person();
        assertThat(person.get("/auth/two-factor/enable").location().getPath()).isEqualTo("/login");
        Answer script = person.getJson("/auth/two-factor/enable");
        assertThat(script.status()).isEqualTo(401);
        assertThat(script.body()).doesNotContain("otpauth");
    }

    @Test
    void C2_the_pending_secret_is_shown_and_named_after_the_issuer_and_the_user() {
        String id = WebApp.newUser();
        Person person = signedIn(id);
        Answer page = person.get("/auth/two-factor/enable");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.page().select("img[src^=data:image]")).hasSize(1);
        Element input = page.page().select("input[name=token]").getFirst();
        assertThat(input.attr("inputmode")).isEqualTo("numeric");
        assertThat(input.attr("autocomplete")).isEqualTo("one-time-code");
        String uri = person.getJson("/auth/two-factor/enable").json().get("uri").asText();
        assertThat(uri).startsWith("otpauth://totp/my-app:" + id + "?").contains("issuer=my-app");
        assertThat(secret(uri)).matches("[A-Z2-7]{32}");
        assertThat(page.page().expectFirst("#secret").text().replace(" ", "")).matches("[A-Z2-7]{32}");
        assertThat(person.getJson("/auth/two-factor/enable").json().get("uri").asText())
                .as("a secret that waits is new at each start")
                .isNotEqualTo(uri);
    }

    @Test
    void C3_an_email_names_the_account_in_the_application() {
        String id = WebApp.newUser();
        resources.patch("User/" + id, Map.of("email", id + "@example.com", "emailVerified", true));
        String uri = signedIn(id)
                .getJson("/auth/two-factor/enable")
                .json()
                .get("uri")
                .asText();
        assertThat(URI.create(uri).getPath()).isEqualTo("/my-app:" + id + "@example.com");
    }

    @Test
    void C4_to_C6_a_wrong_code_changes_nothing_and_a_right_one_switches_it_on_once() {
        String id = WebApp.newUser();
        Person person = signedIn(id);
        Answer page = person.get("/auth/two-factor/enable");
        Authenticator phone =
                new Authenticator(page.page().expectFirst("#secret").text());
        Answer wrong = person.submit(page, "/auth/two-factor/enable", Map.of("token", phone.wrong()));
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.page().select("[role=alert]")).isNotEmpty();
        assertThat(wrong.page().text().replace(" ", "")).contains(phone.secret());
        assertThat(enabled(id)).isFalse();

        Answer right = person.submit(wrong, "/auth/two-factor/enable", Map.of("token", phone.next(PAST)));
        assertThat(right.location().getPath()).isEqualTo("/auth/two-factor");
        assertThat(enabled(id)).isTrue();
        Answer settings = person.follow(right);
        assertThat(settings.status()).as(settings.toString()).isEqualTo(200);
        assertThat(person.get("/auth/two-factor").page().select("a[href$=/disable], form[action$=/disable]"))
                .isNotEmpty();

        Answer again = person.getJson("/auth/two-factor/enable");
        assertThat(again.status()).isEqualTo(422);
        assertThat(again.json().get("error").asText()).isEqualTo("already_enabled");
        assertThat(person.get("/auth/two-factor/enable").location().getPath()).isEqualTo("/auth/two-factor");
    }

    @Test
    void a_code_before_any_secret_was_asked_for_is_not_requested() {
        Answer answer = signedIn(WebApp.newUser()).postJson("/auth/two-factor/enable", Map.of("token", "000000"));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().get("error").asText()).isEqualTo("not_requested");
    }

    // D: login with a second factor

    @Test
    void D1_and_D2_a_password_alone_opens_nothing() {
        Enrolled enrolled = enrolled();
        Person thief = journey.person();
        Answer page = app.signIn(thief, enrolled.id());
        assertThat(page.uri().getPath()).isEqualTo("/login/2fa");
        assertThat(thief.copy().get("/auth/two-factor").location().getPath()).isEqualTo("/login/2fa");
        assertThat(thief.copy().getJson("/auth/two-factor").status()).isEqualTo(403);
        assertThat(thief.copy().getJson("/auth/two-factor/enable").status()).isEqualTo(403);
        assertThat(thief.copy().get("/auth/two-factor/disable").location().getPath())
                .isEqualTo("/login/2fa");
        Person copy = thief.copy();
        assertThat(app.begin(copy).uri().getPath()).isEqualTo("/login/2fa");
        assertThat(copy.follow(copy.get("/auth/authorize?client_id=mywebapp&response_type=code"))
                        .uri()
                        .getPath())
                .isEqualTo("/login/2fa");
    }

    @Test
    void D3_and_D4_a_wrong_code_can_be_corrected_and_a_right_one_brings_the_tokens() throws Exception {
        Enrolled enrolled = enrolled();
        Person person = journey.person();
        Answer page = app.signIn(person, enrolled.id());
        for (String wrong : List.of("", "12345", "abcdef", enrolled.phone().wrong())) {
            Answer refused = app.code(person, page, wrong);
            assertThat(refused.status()).as(refused.toString()).isEqualTo(401);
            assertThat(refused.page().select("[role=alert]")).isNotEmpty();
        }
        String code = enrolled.phone().next(PAST);
        Answer arrived = app.code(person, page, " " + code.substring(0, 3) + " " + code.substring(3) + " ");
        JsonNode tokens = app.tokens(arrived).json();
        var claims = SignedJWT.parse(tokens.get("access_token").asText()).getJWTClaimsSet();
        assertThat(claims.getStringClaim("acr")).isEqualTo("aal2");
        assertThat(claims.getStringListClaim("amr")).isEqualTo(List.of("pwd", "otp"));
        assertThat(tokens.at("/userinfo/twoFactor/enabled").asBoolean()).isTrue();
    }

    @Test
    void D5_as_many_past_codes_are_good_as_the_AuthConfig_says_and_no_future_one() {
        String id = withKnownSecret();
        Authenticator phone = new Authenticator(KNOWN);
        assertThat(types(id, phone.code(1))).as("future").isFalse();
        assertThat(types(id, phone.code(-5))).as("too old").isFalse();
        assertThat(types(id, phone.next(PAST))).as("within").isTrue();
    }

    @Test
    void D6_another_number_of_past_codes_holds_at_the_next_try() {
        String config = "config-" + java.util.UUID.randomUUID();
        resources.declare("AuthConfig/" + config, Map.of("twoFactor", Map.of("validPastTokensCount", 0)));
        WebApp strict = WebApp.like(Map.of("auth_config", config));
        String id = withKnownSecret();
        Authenticator phone = new Authenticator(KNOWN);
        Person person = journey.person();
        Answer page = strict.signIn(person, id);
        assertThat(strict.arrived(strict.code(person, page, phone.code(-2)))).isFalse();
        resources.declare("AuthConfig/" + config, Map.of("twoFactor", Map.of("validPastTokensCount", 5)));
        assertThat(strict.arrived(strict.code(person, page, phone.code(-2)))).isTrue();
        resources.delete("AuthConfig/" + config);
    }

    @Test
    void D7_a_code_is_good_once_whatever_it_is_used_for() {
        Enrolled enrolled = enrolled();
        Person person = journey.person();
        String code = enrolled.phone().next(PAST);
        assertThat(app.arrived(app.code(person, app.signIn(person, enrolled.id()), code)))
                .isTrue();
        assertThat(types(enrolled.id(), code)).as("another login").isFalse();
        Answer disable = person.submit(
                person.get("/auth/two-factor/disable"), "/auth/two-factor/disable", Map.of("token", code));
        assertThat(disable.status()).isEqualTo(422);
        assertThat(enabled(enrolled.id())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"password", "implicit"})
    void D10_D11_no_grant_goes_around_the_code(String grant) {
        Enrolled enrolled = enrolled();
        Answer refused = app.token(Map.of(
                "grant_type",
                grant,
                "client_id",
                app.clientId(),
                "client_secret",
                WebApp.SECRET,
                "username",
                enrolled.id(),
                "password",
                WebApp.PASSWORD));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().get("error").asText()).isEqualTo("unsupported_grant_type");
        Person person = journey.person();
        Answer fragment = person.follow(person.get("/auth/login?client_id=mywebapp&response_type=token"));
        assertThat(fragment.location().toString()).contains("error=unsupported_response_type");
    }

    // F: disable

    @Test
    void F1_to_F4_disabling_wants_a_code_and_a_new_secret_comes_after_it() {
        Enrolled enrolled = enrolled();
        Person person = enrolled.person();
        assertThat(journey.person().get("/auth/two-factor/disable").location().getPath())
                .isEqualTo("/login");
        Answer form = person.get("/auth/two-factor/disable");
        assertThat(form.status()).as(form.toString()).isEqualTo(200);
        Answer wrong = person.submit(
                form,
                "/auth/two-factor/disable",
                Map.of("token", enrolled.phone().wrong()));
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(enabled(enrolled.id())).isTrue();
        Answer right = person.submit(
                wrong,
                "/auth/two-factor/disable",
                Map.of("token", enrolled.phone().next(PAST)));
        assertThat(right.location().getPath()).isEqualTo("/auth/two-factor");
        assertThat(enabled(enrolled.id())).isFalse();
        assertThat(app.arrived(app.signIn(journey.person(), enrolled.id())))
                .as("no code is required any more")
                .isTrue();
        assertThat(person.get("/auth/two-factor/disable").location().getPath()).isEqualTo("/auth/two-factor");
        String uri = signedIn(enrolled.id())
                .getJson("/auth/two-factor/enable")
                .json()
                .get("uri")
                .asText();
        assertThat(secret(uri)).isNotEqualTo(enrolled.phone().secret());
    }

    @Test
    void disabling_ends_the_other_sessions() {
        Enrolled enrolled = enrolled();
        Person other = journey.person();
        app.code(other, app.signIn(other, enrolled.id()), enrolled.phone().next(PAST));
        assertThat(other.get("/account").status()).isEqualTo(200);
        enrolled.person()
                .submit(
                        enrolled.person().get("/auth/two-factor/disable"),
                        "/auth/two-factor/disable",
                        Map.of("token", enrolled.phone().next(PAST)));
        assertThat(other.get("/account").status()).isEqualTo(303);
        assertThat(enrolled.person().get("/account").status()).isEqualTo(200);
    }

    // proof 6: the administrator's flag, met by a code

    @Test
    void the_administrator_s_flag_is_met_by_a_code_and_the_last_factor_stays() throws Exception {
        String name = Running.admin().newUser("tia");
        Person person = journey.person();
        journey.login(person, name);
        Authenticator phone = WebApp.enable(person, PAST);
        Running.admin().require2fa(name, true);
        RelyingParty shop = RelyingParty.register(Running.stack().edgeUri());
        Pending pending = shop.request("openid", Map.of());
        Person fresh = journey.person();
        Answer page = fresh.follow(journey.login(fresh, fresh.follow(fresh.get(pending.uri())), name));
        assertThat(page.uri().getPath()).isEqualTo("/login/2fa");
        URI callback = journey.toCallback(fresh, app.code(fresh, page, phone.next(PAST)));
        var claims = RelyingParty.idToken(shop.redeem(pending, callback));
        assertThat(claims.getStringClaim("acr")).isEqualTo("aal2");
        assertThat(claims.getStringListClaim("amr")).isEqualTo(List.of("pwd", "otp"));

        Answer refused = fresh.submit(
                fresh.get("/auth/two-factor/disable"), "/auth/two-factor/disable", Map.of("token", phone.next(PAST)));
        assertThat(refused.status()).as(refused.toString()).isEqualTo(409);
    }

    @Test
    void who_must_have_a_second_factor_and_has_none_enrols_an_application_on_the_way() {
        String name = Running.admin().newUser("uma");
        Running.admin().require2fa(name, true);
        RelyingParty shop = RelyingParty.register(Running.stack().edgeUri());
        Pending pending = shop.request("openid", Map.of());
        Person person = journey.person();
        Answer page = person.follow(journey.login(person, person.follow(person.get(pending.uri())), name));
        Answer totp = app.otherWay(person, page, "token");
        String secret = totp.page().select("#secret").text().replace(" ", "");
        assertThat(secret).as(totp.toString()).matches("[A-Z2-7]{32}");
        Authenticator phone = new Authenticator(secret);
        Answer next = person.follow(person.submit(totp, "/login/2fa", Map.of("token", phone.next(1))));
        assertThat(next.page().select("li code, .recovery-codes li"))
                .as("recovery codes come before going on: " + next)
                .hasSize(10);
    }

    // a declared policy

    @Test
    void a_policy_that_accepts_passkeys_alone_leads_a_user_with_an_application_to_a_passkey() throws Exception {
        String name = Running.admin().newUser("vera");
        Person person = journey.person();
        journey.login(person, name);
        Authenticator phone = WebApp.enable(person, PAST);
        RelyingParty shop = RelyingParty.register(Running.stack().edgeUri());
        String policy = "SecondFactorPolicy/passkey-" + UUID.randomUUID();
        Map<String, Object> rule = Map.of(
                "id",
                "passkey",
                "conditions",
                Map.of("clients", List.of(shop.clientId())),
                "outcome",
                "require",
                "factors",
                List.of("passkey"));
        resources.declare(policy, Map.of("rules", List.of(rule)));
        try {
            Pending pending = shop.request("openid", Map.of());
            Person fresh = journey.person();
            Answer page = fresh.follow(journey.login(fresh, fresh.follow(fresh.get(pending.uri())), name));
            Answer enrolment = fresh.follow(app.code(fresh, page, phone.next(PAST)));
            assertThat(enrolment.uri().getPath()).isEqualTo("/login/2fa");
            assertThat(enrolment.page().select("input[name=token], input[name=recovery_code]"))
                    .as("only what the policy accepts: " + enrolment)
                    .isEmpty();

            SoftPasskey passkey = journey.enrol(fresh, false);
            URI callback =
                    journey.toCallback(fresh, journey.goOn(fresh, journey.secondFactor(fresh, enrolment, passkey)));
            var claims = RelyingParty.idToken(shop.redeem(pending, callback));
            assertThat(claims.getStringListClaim("amr")).isEqualTo(List.of("pwd", "otp", "hwk"));
        } finally {
            resources.delete(policy);
        }
    }

    // recovery codes

    @Test
    void ten_recovery_codes_are_shown_once_and_each_works_once() {
        String id = WebApp.newUser();
        Person person = signedIn(id);
        Answer begun = person.getJson("/auth/two-factor/enable");
        Authenticator phone = Authenticator.scanned(begun.json().get("uri").asText());
        JsonNode enabled = person.postJson("/auth/two-factor/enable", Map.of("token", phone.next(PAST)))
                .json();
        Set<String> codes = new HashSet<>();
        enabled.get("recoveryCodes")
                .forEach(code -> codes.add(dev.albireo.systemtests.support.Secrets.remember(code.asText())));
        assertThat(codes).hasSize(10).allMatch(code -> code.replace("-", "").length() >= 16);
        assertThat(person.getJson("/auth/two-factor")
                        .json()
                        .get("recoveryCodesLeft")
                        .asInt())
                .isEqualTo(10);

        String one = codes.iterator().next();
        Person lost = journey.person();
        Answer page = app.otherWay(lost, app.signIn(lost, id), "recovery_code");
        assertThat(app.arrived(lost.follow(lost.submit(page, "/login/2fa", Map.of("recovery_code", one)))))
                .isTrue();
        assertThat(lost.getJson("/auth/two-factor")
                        .json()
                        .get("recoveryCodesLeft")
                        .asInt())
                .isEqualTo(9);
        Person again = journey.person();
        Answer second = app.otherWay(again, app.signIn(again, id), "recovery_code");
        assertThat(app.arrived(again.follow(again.submit(second, "/login/2fa", Map.of("recovery_code", one)))))
                .isFalse();
    }

    private static final String KNOWN = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    private record Enrolled(String id, Person person, Authenticator phone) {}

    private Enrolled enrolled() {
        String id = WebApp.newUser();
        Person person = signedIn(id);
        return new Enrolled(id, person, WebApp.enable(person, PAST));
    }

    /** Returns a user whose administrator declared the secret of RFC 6238's vectors. */
    private String withKnownSecret() {
        String id = WebApp.newUser();
        Answer answer = resources.patch("User/" + id, Map.of("twoFactor", Map.of("enabled", true, "secretKey", KNOWN)));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.json().at("/twoFactor/enabled").asBoolean()).isTrue();
        assertThat(answer.body()).doesNotContain(KNOWN);
        return id;
    }

    private boolean types(String id, String code) {
        Person person = journey.person();
        return app.arrived(app.code(person, app.signIn(person, id), code));
    }

    private Person signedIn(String id) {
        Person person = journey.person();
        Answer answer =
                person.submit(person.get("/login"), "/login", Map.of("username", id, "password", WebApp.PASSWORD));
        assertThat(answer.location().getPath()).isEqualTo("/account");
        return person;
    }

    private boolean enabled(String id) {
        return resources.get("User/" + id).json().at("/twoFactor/enabled").asBoolean();
    }

    private Answer refresh(String token) {
        return app.token(Map.of(
                "grant_type",
                "refresh_token",
                "client_id",
                app.clientId(),
                "client_secret",
                WebApp.SECRET,
                "refresh_token",
                token));
    }

    private static String secret(String uri) {
        return Form.parameter(URI.create(uri), "secret");
    }
}
