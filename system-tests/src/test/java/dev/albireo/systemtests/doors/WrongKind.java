package dev.albireo.systemtests.doors;

import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Form;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.RelyingParty;
import dev.albireo.systemtests.support.Running;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** An authentic, valid value of every other kind, presented where one kind is required. */
final class WrongKind extends Rule {
    private final Visit visit = Visit.with("openid offline_access");
    private final RelyingParty shop = visit.shop();
    private final String code = Visit.at(shop, "openid").code();
    private final Visit.Tokens tokens = visit.tokens();
    private final String pushed = shop.push(shop.request("openid", Map.of()))
            .json()
            .get("request_uri")
            .asText();
    private final String cookie = visit.person().cookies().getOrDefault("albireo-session", "");
    private final String browser = visit.person().cookies().entrySet().stream()
            .filter(entry -> entry.getKey().startsWith("albireo-browser-"))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElseThrow();

    WrongKind() {
        super("wrong kind of value", "3, 14");
        without("takes no value but those typed in", Door.LOGIN);
        without("takes what the other ways take", Door.AUTHORIZE_POST, Door.SIGNED, Door.SILENT);
        without("takes no value of ours", Door.CLIENT, Door.REGISTER);
        without("answers an unknown value as one that has ended", Door.REVOKE);
        without("only asks, whatever is sent", Door.LOGOUT);
        at(
                Door.PASSWORD_RESET,
                () -> each(
                        List.of(code, tokens.refresh(), tokens.access(), browser, pushed),
                        value -> Refused.page(person().get("/login/reset?" + Form.encode(Map.of("token", value))))));
        at(
                Door.AUTHORIZE,
                () -> each(
                        List.of(code, tokens.refresh(), browser, pushed),
                        value -> Refused.page(new Person(Running.stack().edgeUri())
                                .get("/authorize?" + Form.encode(Map.of("interaction", value))))));
        at(
                Door.PUSHED,
                () -> each(
                        List.of(code, tokens.refresh(), browser),
                        value -> Refused.page(person().get("/authorize?"
                                + Form.encode(Map.of(
                                        "client_id",
                                        shop.clientId(),
                                        "request_uri",
                                        "urn:ietf:params:oauth:request_uri:" + value))))));
        at(
                Door.CONSENT,
                () -> each(
                        List.of(code, tokens.refresh(), browser, pushed),
                        value -> Refused.page(person().get("/consent?" + Form.encode(Map.of("interaction", value))))));
        at(
                Door.DEVICE,
                () -> each(
                        List.of(code, tokens.refresh(), browser, pushed),
                        value -> Refused.page(person().get("/device?" + Form.encode(Map.of("interaction", value))))));
        at(
                Door.DEVICE_CODE,
                () -> each(
                        List.of(code, tokens.refresh(), tokens.access(), browser, pushed),
                        value -> Refused.oauth(shop.redeemDevice(value), "invalid_grant")));
        at(
                Door.CODE,
                () -> each(
                        List.of(tokens.access(), tokens.refresh(), tokens.id(), pushed, browser),
                        value -> Refused.oauth(
                                shop.redeem(Running.stack().edgeUri(), visit.pending(), value), "invalid_grant")));
        at(
                Door.REFRESH,
                () -> each(
                        List.of(tokens.access(), code, tokens.id(), pushed, browser),
                        value -> Refused.oauth(shop.refresh(Running.stack().edgeUri(), value), "invalid_grant")));
        at(
                Door.INTROSPECT,
                () -> each(
                        List.of(code, tokens.id(), pushed, browser, cookie),
                        value -> Refused.inactive(shop.introspect(value))));
        at(
                Door.USERINFO,
                () -> each(
                        List.of(tokens.refresh(), tokens.id(), code, pushed, browser, own()),
                        value -> Refused.bearer(shop.userinfo(value))));
        at(
                Door.ACCOUNT,
                () -> each(
                        List.of(browser, code, tokens.refresh(), tokens.access()),
                        value -> Refused.sentTo(withCookie(value).get("/account"), "/login")));
        at(
                Door.WEBAUTHN,
                () -> each(
                        List.of(browser, code, tokens.access()),
                        value ->
                                Refused.status(withCookie(value).postJson("/webauthn/register/start", Map.of()), 401)));
        at(
                Door.TWO_FACTOR,
                () -> each(
                        List.of(browser, code, tokens.access()),
                        value -> Refused.status(withCookie(value).getJson("/auth/two-factor/enable"), 401)));
        at(
                Door.GRAPHQL,
                () -> each(
                        List.of(tokens.access(), tokens.id(), tokens.refresh(), own()),
                        value -> Refused.status(Administrator.graphql(value, "{ __typename }"), 401, 403)));
        at(
                Door.RESOURCES,
                () -> each(
                        List.of(tokens.access(), tokens.id(), own()),
                        value -> Refused.status(
                                Administrator.send("admin-guarded", "PUT", "/Client/x", value, "{}"), 401, 403)));
        at(
                Door.INTERNAL,
                () -> each(
                        List.of(tokens.access(), tokens.id(), own()),
                        value -> Refused.status(
                                Administrator.send("credentials", "POST", "/internal/sessions/lookup", value, "{}"),
                                401,
                                403)));
    }

    /** Returns an access token of the client itself, without a user. */
    private String own() {
        Answer answer = shop.ownToken("orders");
        return answer.json().get("access_token").asText();
    }

    private static Person person() {
        return Running.journey().person();
    }

    private static Person withCookie(String value) {
        Person person = person();
        person.cookies().put("albireo-session", value);
        return person;
    }

    /** Checks that all are rejected; returns how the last one was, and how many there were. */
    private static String each(List<String> values, Function<String, String> attempt) {
        String how = "";
        for (String value : values) {
            how = attempt.apply(value);
        }
        return how + " ×" + values.size();
    }
}
