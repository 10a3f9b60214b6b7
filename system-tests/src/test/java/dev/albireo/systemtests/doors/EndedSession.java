package dev.albireo.systemtests.doors;

import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.RelyingParty;
import dev.albireo.systemtests.support.Running;
import java.util.Map;

/** The user has signed out; an attacker has a copy of the cookies, and the client what it got without {@code offline_access}. */
final class EndedSession extends Rule {
    private final RelyingParty shop = Visit.SHOP;
    private final Person stolen = Visit.with("openid").stolenBeforeLogout();

    EndedSession() {
        super("ended session", "2, 19");
        without("signing in anew is always allowed", Door.LOGIN);
        without("takes no session", Door.CLIENT, Door.REGISTER, Door.PASSWORD_RESET);
        without("there is nothing more to end", Door.LOGOUT, Door.REVOKE);
        at(Door.RESOURCES, () -> Refused.status(administrator().put("/Client/x", Map.of()), 403));
        at(Door.GRAPHQL, () -> Refused.status(administrator().graphql("{ __typename }"), 403));
        at(Door.INTERNAL, () -> Refused.status(administrator().listClientsInside(), 403));
        at(Arrival.PAGES, door -> Refused.sentTo(Arrival.by(door, stolen.copy(), shop, "openid", Map.of()), "/login"));
        at(
                Door.SILENT,
                () -> Refused.toClient(
                        Arrival.by(Door.SILENT, stolen.copy(), shop, "openid", Map.of()), "login_required"));
        at(Door.DEVICE, () -> Refused.sentTo(BegunDevice.of(shop, "openid").enter(stolen.copy()), "/login"));
        at(Door.DEVICE_CODE, () -> {
            Visit visit = BegunDevice.answered(shop, "openid");
            visit.stolenBeforeLogout();
            return Refused.oauth(shop.redeemDevice(visit.code()), "invalid_grant");
        });
        at(Door.CONSENT, EndedSession::consent);
        at(Door.CODE, () -> {
            Visit visit = Visit.with("openid");
            visit.stolenBeforeLogout();
            return Refused.oauth(visit.redeem(), "invalid_grant");
        });
        at(Door.REFRESH, () -> {
            Visit visit = Visit.at(RelyingParty.declare(Running.stack().edgeUri()), "openid");
            Visit.Tokens tokens = visit.tokens();
            visit.stolenBeforeLogout();
            return Refused.oauth(visit.refresh(tokens), "invalid_grant");
        });
        at(Door.INTROSPECT, () -> {
            Visit visit = Visit.with("openid");
            Visit.Tokens tokens = visit.tokens();
            visit.stolenBeforeLogout();
            return Refused.inactive(visit.shop().introspect(tokens.access()));
        });
        at(Door.USERINFO, () -> {
            Visit visit = Visit.with("openid");
            Visit.Tokens tokens = visit.tokens();
            visit.stolenBeforeLogout();
            return Refused.bearer(visit.shop().userinfo(tokens.access()));
        });
        at(Door.ACCOUNT, () -> Refused.sentTo(stolen.copy().get("/account"), "/login"));
        at(Door.WEBAUTHN, () -> Refused.status(stolen.copy().postJson("/webauthn/register/start", Map.of()), 401));
        at(Door.TWO_FACTOR, () -> Refused.status(stolen.copy().getJson("/auth/two-factor/enable"), 401));
    }

    private static Administrator administrator() {
        return Administrator.after(Administrator::signOut);
    }

    /** The consent page was open when the session ended elsewhere. */
    private static String consent() {
        RelyingParty shop = Visit.SHOP;
        Person person = Running.journey().person();
        Running.journey().login(person, Running.admin().newUser("elsa"));
        var page = Arrival.by(Door.AUTHORIZE, person, shop, "openid", Map.of());
        Person other = person.copy();
        other.submit(other.get("/logout"), "/logout", Map.of());
        return Refused.sentTo(person.follow(person.submit(page, "/consent", Map.of("action", "approve"))), "/login");
    }
}
