package dev.albireo.systemtests.doors;

import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.RelyingParty;
import dev.albireo.systemtests.support.ResetMail;
import dev.albireo.systemtests.support.Running;
import java.net.URI;
import java.util.Map;

/** An administrator has just disabled the user, who is signed in, and whose client has tokens that outlive a session. */
final class DisabledUser extends NoSession {
    private static final String SCOPE = "openid offline_access";

    DisabledUser() {
        super("disabled user", "26");
        at(Door.LOGIN, () -> {
            Visit visit = disabled();
            return Refused.page(Running.journey().login(Running.journey().person(), visit.username()));
        });
        at(Door.PASSWORD_RESET, () -> {
            Visit visit = Visit.with("openid");
            URI link = ResetMail.link(visit.person(), visit.username());
            visit.disable();
            return Refused.page(visit.person().get(link));
        });
        at(Arrival.PAGES, door -> Refused.sentTo(arrive(door), "/login"));
        at(Door.SILENT, () -> Refused.toClient(arrive(Door.SILENT), "login_required"));
        at(
                Door.DEVICE,
                () -> Refused.sentTo(
                        BegunDevice.of(Visit.SHOP, "openid").enter(disabled().person()), "/login"));
        at(Door.DEVICE_CODE, () -> {
            Visit visit = BegunDevice.answered(Visit.SHOP, SCOPE);
            visit.disable();
            return Refused.oauth(visit.shop().redeemDevice(visit.code()), "invalid_grant");
        });
        at(Door.CONSENT, DisabledUser::consent);
        at(Door.CODE, () -> Refused.oauth(disabled().redeem(), "invalid_grant"));
        at(Door.REFRESH, () -> {
            Visit visit = Visit.with(SCOPE);
            Visit.Tokens tokens = visit.tokens();
            visit.disable();
            return Refused.oauth(visit.refresh(tokens), "invalid_grant");
        });
        at(Door.USERINFO, () -> {
            Visit visit = Visit.with(SCOPE);
            Visit.Tokens tokens = visit.tokens();
            visit.disable();
            return Refused.bearer(visit.shop().userinfo(tokens.access()))
                    + ", " + Refused.inactive(visit.shop().introspect(tokens.access()))
                    + " at /introspect";
        });
        at(Door.ACCOUNT, () -> Refused.sentTo(disabled().person().get("/account"), "/login"));
        at(
                Door.WEBAUTHN,
                () -> Refused.status(disabled().person().postJson("/webauthn/register/start", Map.of()), 401));
        at(Door.TWO_FACTOR, () -> Refused.status(disabled().person().getJson("/auth/two-factor/enable"), 401));
        at(Door.GRAPHQL, () -> Refused.status(administrator().graphql("{ auditTrail(first: 1) { action } }"), 403));
        at(Door.RESOURCES, () -> Refused.status(administrator().put("/Client/x", Map.of()), 403));
        at(Door.INTERNAL, () -> {
            Administrator gone = administrator();
            return Refused.status(gone.listUsersInside(), 403) + ", " + Refused.status(gone.listClientsInside(), 403);
        });
    }

    private static Administrator administrator() {
        return Administrator.after(Administrator::disable);
    }

    private static Visit disabled() {
        Visit visit = Visit.with(SCOPE);
        visit.disable();
        return visit;
    }

    private static Answer arrive(Door door) {
        Visit visit = disabled();
        return Arrival.by(door, visit.person(), visit.shop(), "openid", Map.of());
    }

    /** The consent page was open when it happened. */
    private static String consent() {
        RelyingParty shop = Visit.SHOP;
        String name = Running.admin().newUser("elsa");
        Person person = Running.journey().person();
        Running.journey().login(person, name);
        Answer page = Arrival.by(Door.AUTHORIZE, person, shop, "openid", Map.of());
        new Visit(shop, person, name, shop.request("openid", Map.of()), "").disable();
        return Refused.sentTo(person.follow(person.submit(page, "/consent", Map.of("action", "approve"))), "/login");
    }
}
