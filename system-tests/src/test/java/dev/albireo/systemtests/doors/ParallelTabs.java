package dev.albireo.systemtests.doors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Form;
import dev.albireo.systemtests.support.Journey;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.RelyingParty;
import dev.albireo.systemtests.support.Running;
import dev.albireo.testkit.SoftPasskey;
import java.net.URI;
import java.util.Map;

/** Of two tabs of one browser each leads on, whatever the other one did meanwhile: the one rule of the table whose cells say yes. */
final class ParallelTabs extends Rule {
    private final Journey journey = Running.journey();

    ParallelTabs() {
        super("parallel tabs", "42");
        without("no browser sends it, or no page leads to it", Door.CODE, Door.REFRESH, Door.DEVICE_CODE, Door.CLIENT);
        without(
                "no browser sends it, or no page leads to it",
                Door.INTROSPECT,
                Door.USERINFO,
                Door.REVOKE,
                Door.REGISTER);
        without("no browser sends it, or no page leads to it", Door.RESOURCES, Door.GRAPHQL, Door.INTERNAL);
        without("shows no page that could be left open", Door.SILENT);
        at(Arrival.PAGES, this::bothArriveWithoutCookie);
        at(Door.LOGIN, this::passwordInBoth);
        at(Door.PASSWORD_RESET, () -> overtaken("/login/forgot", Map.of("username", "tabs")));
        at(Door.CONSENT, this::consentInBoth);
        at(Door.DEVICE, () -> overtaken("/device", Map.of("user_code", "BCDF-GHJK")));
        at(Door.LOGOUT, () -> overtaken("/logout", Map.of()));
        at(Door.ACCOUNT, () -> overtaken("/account/password", Map.of("current", "x", "password", "another password")));
        at(Door.TWO_FACTOR, () -> overtaken("/auth/two-factor/enable", Map.of("token", "123456")));
        at(Door.WEBAUTHN, this::twoCeremonies);
    }

    /** Two restored tabs send their requests before either has a cookie; the browser keeps what both answers set. */
    private String bothArriveWithoutCookie(Door door) {
        String user = Running.admin().newUser("tabs");
        Person first = journey.person();
        Person second = journey.person();
        Answer one = Arrival.by(door, first, Visit.SHOP, "openid", Map.of());
        Answer other = Arrival.by(door, second, Visit.SHOP, "openid", Map.of());
        first.cookies().putAll(second.cookies());
        arrives(first, journey.login(first, one, user));
        arrives(first, journey.login(first, other, user));
        return "both arrive";
    }

    private String passwordInBoth() {
        String user = Running.admin().newUser("tabs");
        Person browser = journey.person();
        Answer one = Arrival.by(Door.AUTHORIZE, browser, Visit.SHOP, "openid", Map.of());
        Answer other = Arrival.by(Door.AUTHORIZE, browser, Visit.SHOP, "openid", Map.of());
        arrives(browser, journey.login(browser, one, user));
        arrives(browser, journey.login(browser, other, user));
        return "both arrive";
    }

    private String consentInBoth() {
        Person browser = journey.person();
        journey.login(browser, Running.admin().newUser("tabs"));
        Answer one = Arrival.by(Door.AUTHORIZE, browser, Visit.SHOP, "openid", Map.of());
        Answer other = Arrival.by(Door.AUTHORIZE, browser, Visit.SHOP, "openid", Map.of());
        arrives(browser, browser.submit(one, "/consent", Map.of("action", "approve")));
        arrives(browser, browser.submit(other, "/consent", Map.of("action", "approve")));
        return "both arrive";
    }

    /** The page is left open while another tab signs in anew; its form is then shown again, or done. */
    private String overtaken(String path, Map<String, String> filled) {
        Person browser = journey.person();
        String user = Running.admin().newUser("tabs");
        journey.login(browser, user);
        Answer page = browser.get(path);
        journey.login(browser, user);
        Answer answer = browser.follow(browser.submit(page, path, filled));
        boolean form = !answer.page().select("form[method=post]").isEmpty();
        assertThat(answer.status() == 200 || form).as(answer.toString()).isTrue();
        return answer.page().text().contains("out of date") ? "shown anew" : "leads on";
    }

    private String twoCeremonies() {
        Person browser = journey.person();
        journey.login(browser, Running.admin().newUser("tabs"));
        JsonNode one = browser.postJson("/webauthn/register/start", Map.of()).json();
        browser.postJson("/webauthn/register/start", Map.of());
        SoftPasskey passkey = new SoftPasskey(Running.stack().edgeUri(), false);
        Answer finished = browser.postJson(
                "/webauthn/register/finish",
                Map.of("credential", passkey.register(one.at("/options/publicKey")), "name", "Soft key"));
        assertThat(finished.status()).as(finished.toString()).isEqualTo(200);
        return "the first ends well";
    }

    private void arrives(Person browser, Answer answer) {
        URI callback = journey.toCallback(browser, answer);
        assertThat(callback.toString()).startsWith(RelyingParty.REDIRECT);
        assertThat(Form.query(callback)).containsKeys("code", "state");
    }
}
