package dev.albireo.systemtests.doors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Form;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.RelyingParty;
import dev.albireo.systemtests.support.Running;
import java.util.List;
import java.util.Map;

/** Redirect URIs that only resemble the registered one. */
final class RedirectUri extends Rule {
    private static final List<String> ALIKE = List.of(
            "https://evil.example/callback",
            RelyingParty.REDIRECT + "/",
            RelyingParty.REDIRECT + "?a=b",
            RelyingParty.REDIRECT + "#fragment",
            RelyingParty.REDIRECT + "/../callback",
            RelyingParty.REDIRECT.replace("localhost", "LOCALHOST"),
            RelyingParty.REDIRECT.replace("localhost", "localhost@evil.example"),
            RelyingParty.REDIRECT.replace("http:", "https:"));
    private static final List<String> NEVER = List.of(
            "javascript:alert(1)", "data:text/html,x", "http://evil.example/cb", "https://a.example/#x", "/callback");

    private final RelyingParty shop = Visit.SHOP;

    RedirectUri() {
        super("redirect URI", "23");
        without("redirects to no application", Door.PASSWORD_RESET);
        without("redirects to no application", Door.LOGIN, Door.REFRESH, Door.CLIENT, Door.INTROSPECT, Door.USERINFO);
        without("redirects to no application", Door.REVOKE, Door.ACCOUNT, Door.WEBAUTHN, Door.TWO_FACTOR);
        without("redirects to no application", Door.GRAPHQL, Door.INTERNAL, Door.DEVICE, Door.DEVICE_CODE);
        without("carries nothing of the request that could be edited", Door.CONSENT);
        at(Arrival.ALL, door -> {
            String how = "";
            for (String uri : ALIKE) {
                Answer answer =
                        Arrival.by(door, Running.journey().person(), shop, "openid", Map.of("redirect_uri", uri));
                how = door == Door.PUSHED ? Refused.oauth(answer, "invalid_request") : Refused.page(answer);
            }
            return how + " ×" + ALIKE.size();
        });
        at(Door.CODE, () -> {
            Visit visit = Visit.at(shop, "openid");
            return Refused.oauth(
                    shop.token(
                            Running.stack().edgeUri(),
                            Map.of(
                                    "grant_type", "authorization_code",
                                    "client_id", shop.clientId(),
                                    "redirect_uri", RelyingParty.REDIRECT + "/",
                                    "code", visit.code(),
                                    "code_verifier", visit.pending().verifier())),
                    "invalid_grant");
        });
        at(Door.LOGOUT, () -> {
            Visit visit = Visit.at(shop, "openid");
            String hint = visit.tokens().id();
            Answer left = visit.person()
                    .get("/logout?"
                            + Form.encode(Map.of(
                                    "id_token_hint", hint, "post_logout_redirect_uri", "https://evil.example/")));
            assertThat(left.header("location").orElse("")).as(left.toString()).doesNotContain("evil.example");
            assertThat(left.page().select("a[href*=evil]")).isEmpty();
            return left.status() + ", stays here";
        });
        at(Door.REGISTER, () -> {
            String how = "";
            for (String uri : NEVER) {
                how = Refused.oauth(
                        new Person(Running.stack().edgeUri())
                                .postJson("/connect/register", Map.of("redirect_uris", List.of(uri))),
                        "invalid_redirect_uri");
            }
            return how + " ×" + NEVER.size();
        });
        at(Door.RESOURCES, () -> {
            String how = "";
            for (String uri : NEVER) {
                how = Refused.status(
                        Running.resources()
                                .put(
                                        "Client/evil",
                                        "application/json",
                                        "{\"grant_types\":[\"code\"],\"auth\":{\"authorization_code\":{\"redirect_uri\":\""
                                                + uri + "\"}}}"),
                        422);
            }
            return how + " ×" + NEVER.size();
        });
    }
}
