package dev.albireo.systemtests.doors;

import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.RelyingParty;
import dev.albireo.systemtests.support.Running;
import java.util.List;
import java.util.Map;

/** Reserved scopes, scopes that were not granted, and scopes that require a second factor. */
final class ReservedScope extends Rule {
    private static final List<String> OURS =
            List.of("albireo:admin", "internal:oauth", "internal:credentials", "albireo:resources");

    private final RelyingParty shop = Visit.SHOP;

    ReservedScope() {
        super("reserved or wider scope", "6, 27");
        without("takes no scope", Door.PASSWORD_RESET);
        without("takes no scope", Door.LOGIN, Door.CODE, Door.INTROSPECT, Door.USERINFO, Door.REVOKE, Door.LOGOUT);
        without("takes no scope", Door.ACCOUNT, Door.WEBAUTHN, Door.TWO_FACTOR, Door.DEVICE_CODE);
        without("allows what was asked for or nothing", Door.CONSENT);
        at(Arrival.ALL, door -> {
            String how = "";
            for (String scope : OURS) {
                Answer answer = Arrival.by(door, Running.journey().person(), shop, "openid " + scope, Map.of());
                how = door == Door.PUSHED
                        ? Refused.oauth(answer, "invalid_scope")
                        : Refused.toClient(answer, "invalid_scope");
            }
            return how + " ×" + OURS.size();
        });
        at(Door.DEVICE, () -> {
            String how = "";
            for (String scope : OURS) {
                how = Refused.oauth(shop.beginDevice("openid " + scope), "invalid_scope");
            }
            return how + " ×" + OURS.size();
        });
        at(Door.REFRESH, () -> {
            Visit visit = Visit.at(shop, "openid offline_access");
            String refresh = visit.tokens().refresh();
            String how = "";
            for (String scope : List.of("openid email", "openid payment", "albireo:admin", "internal:oauth")) {
                how = Refused.oauth(
                        shop.token(
                                Running.stack().edgeUri(),
                                Map.of("grant_type", "refresh_token", "refresh_token", refresh, "scope", scope)),
                        "invalid_scope");
            }
            return how + " ×4";
        });
        at(Door.CLIENT, () -> {
            String how = "";
            for (String scope : List.of("albireo:admin", "internal:oauth", "openid", "payment", "unheard-of")) {
                how = Refused.oauth(shop.ownToken(scope), "invalid_scope");
            }
            return how + " ×5";
        });
        at(Door.REGISTER, () -> {
            String how = "";
            for (String scope : OURS) {
                how = Refused.oauth(
                        new Person(Running.stack().edgeUri())
                                .postJson(
                                        "/connect/register",
                                        Map.of(
                                                "redirect_uris",
                                                List.of(RelyingParty.REDIRECT),
                                                "scope",
                                                "openid " + scope)),
                        "invalid_client_metadata");
            }
            return how + " ×" + OURS.size();
        });
        at(Door.RESOURCES, () -> {
            String how = "";
            for (String scope : OURS) {
                how = Refused.status(
                        Running.resources().put("Client/evil", "application/json", "{\"scope\":[\"" + scope + "\"]}"),
                        422);
            }
            return how + " ×" + OURS.size();
        });
        at(Door.GRAPHQL, () -> Refused.status(Administrator.graphql(ownToken(), "{ __typename }"), 401, 403));
        at(
                Door.INTERNAL,
                () -> Refused.status(
                        Administrator.send("credentials", "POST", "/internal/sessions/lookup", ownToken(), "{}"),
                        401,
                        403));
    }

    private String ownToken() {
        return shop.ownToken("orders").json().get("access_token").asText();
    }
}
