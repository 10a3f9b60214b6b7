package dev.albireo.systemtests.doors;

import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Form;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.RawHttp;
import dev.albireo.systemtests.support.RelyingParty;
import dev.albireo.systemtests.support.Running;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;

/** A page of another site makes the browser of a signed-in user send a form or a script's request. */
final class CrossSite extends Rule {
    private static final String EVIL = "https://evil.example";
    private final Person victim = Visit.with("openid").person();

    CrossSite() {
        super("cross-site request", "3, 32");
        without("cookies count for nothing here", Door.CODE, Door.REFRESH, Door.CLIENT, Door.INTROSPECT, Door.USERINFO);
        without("cookies count for nothing here", Door.REVOKE, Door.REGISTER, Door.INTERNAL, Door.DEVICE_CODE);
        without("is meant to be called from other sites; consent and exact addresses guard it", Door.AUTHORIZE);
        without("is meant to be called from other sites; consent and exact addresses guard it", Door.AUTHORIZE_POST);
        without(
                "is meant to be called from other sites; consent and exact addresses guard it",
                Door.PUSHED,
                Door.SIGNED,
                Door.SILENT);
        at(Door.LOGIN, () -> Refused.status(form("/login", Map.of("username", "eve", "password", "eve")), 403));
        at(Door.PASSWORD_RESET, () -> {
            Refused.status(form("/login/forgot", Map.of("username", "eve")), 403);
            return Refused.status(form("/login/reset", Map.of("token", "x", "password", "another password")), 403);
        });
        at(Door.DEVICE, () -> Refused.status(form("/device", Map.of("user_code", "BCDF-GHJK")), 403));
        at(Door.CONSENT, () -> {
            Person person = Running.journey().person();
            Running.journey().login(person, Running.admin().newUser("vera"));
            RelyingParty shop = Visit.SHOP;
            Answer page = Arrival.by(Door.AUTHORIZE, person, shop, "openid", Map.of());
            Map<String, String> allowed = Map.of(
                    "interaction",
                    page.field("interaction"),
                    "form_token",
                    page.field("form_token"),
                    "action",
                    "approve");
            return Refused.status(form(person, "/consent", allowed), 403);
        });
        at(Door.LOGOUT, () -> {
            Answer asked = victim.copy().follow(form("/logout", Map.of("action", "logout")));
            if (asked.page().select("form[action=/logout]").isEmpty()) {
                throw new AssertionError("it did not ask: " + asked);
            }
            return "only asks";
        });
        at(Door.ACCOUNT, () -> {
            Refused.status(form("/account/end-other-sessions", Map.of()), 403);
            return Refused.status(form("/account/password", Map.of("password", "x")), 403);
        });
        at(Door.WEBAUTHN, () -> Refused.status(script("/webauthn/register/start"), 403, 415));
        at(Door.TWO_FACTOR, () -> {
            Refused.status(form("/auth/two-factor/enable", Map.of("token", "123456")), 403);
            return Refused.status(script("/auth/two-factor/enable"), 403, 415);
        });
        at(Door.GRAPHQL, () -> admin("POST", "/graphql"));
        at(Door.RESOURCES, () -> admin("PUT", "/User/evil"));
    }

    private Answer form(String path, Map<String, String> fields) {
        return form(victim.copy(), path, fields);
    }

    private static Answer form(Person person, String path, Map<String, String> fields) {
        return person.send(
                person.base().resolve(path),
                request -> request.header("Origin", EVIL)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(Form.encode(fields))));
    }

    /** JSON with a text content type, so that the browser sends no preflight. */
    private Answer script(String path) {
        Person person = victim.copy();
        return person.send(
                person.base().resolve(path),
                request -> request.header("Origin", EVIL)
                        .header("Content-Type", "text/plain")
                        .POST(BodyPublishers.ofString("{}")));
    }

    /** Calls the open admin API of development from the developer's browser. */
    private static String admin(String method, String path) {
        URI uri = Running.stack().adminUri().resolve(path);
        Answer answer = new Person(uri)
                .send(
                        uri,
                        request -> request.header("Origin", EVIL)
                                .header("Content-Type", "text/plain")
                                .method(method, BodyPublishers.ofString("{\"query\":\"{ __typename }\"}")));
        RawHttp.Response rebound =
                RawHttp.postJson(uri, path, "evil.example", Map.of(), "{\"query\":\"{ __typename }\"}");
        if (rebound.status() < 400) {
            throw new AssertionError("answers a foreign host: " + rebound);
        }
        return Refused.status(answer, 403);
    }
}
