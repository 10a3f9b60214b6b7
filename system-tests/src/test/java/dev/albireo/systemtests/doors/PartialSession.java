package dev.albireo.systemtests.doors;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Form;
import dev.albireo.systemtests.support.Journey;
import dev.albireo.systemtests.support.Json;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.RelyingParty;
import dev.albireo.systemtests.support.Running;
import java.net.URI;
import java.util.Base64;
import java.util.Map;

/** The password is proved; the required second factor is not. */
final class PartialSession extends NoSession {
    private final RelyingParty shop = Visit.SHOP;
    private final Person thief = thief();

    PartialSession() {
        super("partial session", "1, 2, 10");
        without("signing in anew is always allowed", Door.LOGIN);
        without("takes no session, but a link", Door.PASSWORD_RESET);
        without("there is no code, so no token", Door.CODE, Door.REFRESH, Door.USERINFO);
        at(Arrival.PAGES, door -> Refused.sentTo(arrive(door), "/login/2fa"));
        at(Door.SILENT, () -> Refused.toClient(arrive(Door.SILENT), "interaction_required"));
        at(Door.DEVICE, () -> Refused.sentTo(BegunDevice.of(shop, "openid").enter(thief.copy()), "/login/2fa"));
        at(Door.DEVICE_CODE, () -> {
            BegunDevice device = BegunDevice.of(shop, "openid");
            device.enter(thief.copy());
            return Refused.oauth(device.redeem(), "authorization_pending");
        });
        at(Door.CONSENT, this::consent);
        at(Door.ACCOUNT, () -> Refused.sentTo(thief.copy().get("/account"), "/login/2fa"));
        at(Door.WEBAUTHN, () -> Refused.status(thief.copy().postJson("/webauthn/register/start", Map.of()), 403));
        at(Door.TWO_FACTOR, () -> Refused.status(thief.copy().getJson("/auth/two-factor/enable"), 403));
        at(Door.RESOURCES, () -> Refused.status(at("admin-guarded", "PUT", "/Client/x"), 401));
        at(Door.GRAPHQL, () -> Refused.status(at("admin-guarded", "POST", "/graphql"), 401));
        at(Door.INTERNAL, () -> Refused.status(at("credentials", "POST", "/internal/sessions/lookup"), 401));
    }

    private Answer arrive(Door door) {
        return Arrival.by(door, thief.copy(), shop, "openid", Map.of());
    }

    /** The page of the second step contains the interaction; the next page is opened without it. */
    private String consent() {
        Person copy = thief.copy();
        Answer page = Arrival.by(Door.AUTHORIZE, copy, shop, "openid", Map.of());
        String handOver = Form.parameter(page.uri(), "interaction");
        String claims = new String(Base64.getUrlDecoder().decode(handOver.split("\\.", -1)[1]), UTF_8);
        String id = Json.parse(claims).get("jti").asText();
        Answer opened = copy.get("/consent?interaction=" + id);
        Answer approved = copy.postForm("/consent", Map.of("interaction", id, "action", "approve"));
        return Refused.sentTo(copy.follow(opened), "/login/2fa") + ", "
                + Refused.sentTo(copy.follow(approved), "/login/2fa");
    }

    private Answer at(String service, String method, String path) {
        URI uri = Running.stack().serviceUri(service);
        return thief.copyAt(uri).json(method, path, "{}");
    }

    private static Person thief() {
        Journey journey = Running.journey();
        String name = Running.admin().newUser("petra");
        Person owner = journey.person();
        journey.login(owner, name);
        journey.enrol(owner, false);
        Running.admin().require2fa(name, true);
        Person thief = journey.person();
        Refused.sentTo(journey.login(thief, name), "/login/2fa");
        return thief;
    }
}
