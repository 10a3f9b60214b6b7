package dev.albireo.systemtests.doors;

import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Form;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.RelyingParty;
import dev.albireo.systemtests.support.RelyingParty.Pending;
import dev.albireo.systemtests.support.Running;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** A missing, weakened or removed challenge; a verifier that is wrong, missing or unexpected. */
final class PkceDowngrade extends Rule {
    private final RelyingParty shop = Visit.SHOP;

    PkceDowngrade() {
        super("PKCE downgrade", "24");
        without("has no part in the code flow", Door.PASSWORD_RESET);
        without("has no part in the code flow", Door.LOGIN, Door.REFRESH, Door.CLIENT, Door.INTROSPECT, Door.USERINFO);
        without("has no part in the code flow", Door.REVOKE, Door.LOGOUT, Door.ACCOUNT, Door.WEBAUTHN, Door.TWO_FACTOR);
        without("has no part in the code flow", Door.GRAPHQL, Door.INTERNAL, Door.DEVICE, Door.DEVICE_CODE);
        without("carries nothing of the request that could be edited", Door.CONSENT);
        at(Arrival.ALL, this::challenges);
        at(Door.CODE, () -> {
            Refused.oauth(redeem(""), "invalid_request");
            Refused.oauth(redeem("x".repeat(43)), "invalid_grant");
            Refused.oauth(redeem("short"), "invalid_grant");
            return unasked();
        });
        at(
                Door.REGISTER,
                () -> Refused.oauth(
                        new Person(Running.stack().edgeUri())
                                .postJson(
                                        "/connect/register",
                                        Map.of(
                                                "redirect_uris",
                                                List.of(RelyingParty.REDIRECT),
                                                "token_endpoint_auth_method",
                                                "none",
                                                "require_pkce",
                                                false)),
                        "invalid_client_metadata"));
        at(
                Door.RESOURCES,
                () -> Refused.status(
                        Running.resources()
                                .put(
                                        "Client/no-pkce",
                                        "application/json",
                                        "{\"grant_types\":[\"code\"],\"auth\":{\"authorization_code\":{\"redirect_uri\":\""
                                                + RelyingParty.REDIRECT + "\",\"pkce\":false}}}"),
                        422));
    }

    /** Redeems a valid code with this verifier. */
    private Answer redeem(String verifier) {
        Visit visit = Visit.at(shop, "openid");
        Pending forged = new Pending(verifier, "", "", visit.pending().uri());
        return shop.redeem(Running.stack().edgeUri(), forged, visit.code());
    }

    private String challenges(Door door) {
        String how = "";
        for (Map<String, String> weaker : List.of(
                Map.of("code_challenge", ""),
                Map.of("code_challenge", "short"),
                Map.of("code_challenge_method", "plain"),
                Map.of("code_challenge_method", ""),
                Map.of("code_challenge", "", "code_challenge_method", ""))) {
            Answer answer = Arrival.by(door, Running.journey().person(), shop, "openid", weaker);
            how = door == Door.PUSHED
                    ? Refused.oauth(answer, "invalid_request")
                    : Refused.toClient(answer, "invalid_request");
        }
        return how + " ×5";
    }

    /** Sends a verifier for a code that was issued without a challenge: an attacker removed the challenge on the way. */
    private static String unasked() {
        RelyingParty old = RelyingParty.register(
                Running.stack().edgeUri(),
                Map.of("token_endpoint_auth_method", "client_secret_basic", "require_pkce", false));
        Pending pending = old.request("openid", Map.of());
        Map<String, String> query = Form.query(pending.uri());
        query.remove("code_challenge");
        query.remove("code_challenge_method");
        URI without = Running.stack().edgeUri().resolve("/authorize?" + Form.encode(query));
        Person person = Running.journey().person();
        Answer page = person.follow(person.get(without));
        URI callback = Running.journey()
                .toCallback(
                        person,
                        Running.journey().login(person, page, Running.admin().newUser("pat")));
        return Refused.oauth(old.redeem(pending, callback), "invalid_grant") + " ×4";
    }
}
