package dev.albireo.systemtests.doors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Authenticator;
import dev.albireo.systemtests.support.Device;
import dev.albireo.systemtests.support.Form;
import dev.albireo.systemtests.support.Journey;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.RelyingParty;
import dev.albireo.systemtests.support.ResetMail;
import dev.albireo.systemtests.support.Running;
import dev.albireo.systemtests.support.WebApp;
import dev.albireo.testkit.SoftPasskey;
import java.util.Map;

/** Single-use values, used a second time. */
final class Replay extends Rule {
    Replay() {
        super("replay", "13, 14, 15");
        without("a password may be typed again; guesses are counted", Door.LOGIN);
        without(
                "a request may be made again; its answer is what is good once",
                Door.AUTHORIZE,
                Door.SIGNED,
                Door.SILENT);
        without("becomes an interaction; see /consent", Door.AUTHORIZE_POST);
        without("secrets may be used again; assertions are RFC7523ClientAssertionTest's", Door.CLIENT);
        without("takes tokens that are good until they end", Door.INTROSPECT, Door.USERINFO, Door.REVOKE);
        without("a second time changes nothing more", Door.LOGOUT, Door.REGISTER, Door.ACCOUNT);
        without("takes tokens that are good until they end", Door.RESOURCES, Door.GRAPHQL, Door.INTERNAL);
        at(Door.PUSHED, () -> {
            Person person = Running.journey().person();
            RelyingParty shop = Visit.SHOP;
            Answer pushed = shop.push(shop.request("openid", Map.of()));
            var uri = Arrival.frontChannel(shop, pushed);
            Refused.sentTo(person.follow(person.get(uri)), "/login");
            return Refused.page(Running.journey().person().get(uri));
        });
        at(Door.PASSWORD_RESET, () -> {
            Person person = Running.journey().person();
            Map<String, String> password = Map.of("password", "another horse battery");
            Answer page = person.get(ResetMail.link(person, Running.admin().newUser("rita")));
            assertThat(person.submit(page, "/login/reset", password).status()).isEqualTo(200);
            return Refused.page(person.submit(page, "/login/reset", password));
        });
        at(Door.CONSENT, Replay::consent);
        at(Door.CODE, () -> {
            Visit visit = Visit.with("openid");
            visit.tokens();
            return Refused.oauth(visit.redeem(), "invalid_grant");
        });
        at(Door.DEVICE, () -> {
            BegunDevice device = BegunDevice.of(Visit.SHOP, "openid");
            String name = Running.admin().newUser("rita");
            Device.letIn(Running.journey().person(), name, device.complete());
            Person again = Running.journey().person();
            Running.journey().login(again, name);
            return Refused.page(device.enter(again));
        });
        at(Door.DEVICE_CODE, () -> {
            Visit visit = BegunDevice.answered(Visit.SHOP, "openid");
            assertThat(visit.shop().redeemDevice(visit.code()).status()).isEqualTo(200);
            return Refused.oauth(visit.shop().redeemDevice(visit.code()), "invalid_grant");
        });
        at(Door.REFRESH, () -> {
            Visit visit = Visit.with("openid offline_access");
            Visit.Tokens tokens = visit.tokens();
            Answer next = visit.refresh(tokens);
            assertThat(next.status()).isEqualTo(200);
            assertThat(visit.refresh(Visit.Tokens.of(next)).status())
                    .as("what followed is used, so that no answer was lost")
                    .isEqualTo(200);
            return Refused.oauth(visit.refresh(tokens), "invalid_grant");
        });
        at(Door.WEBAUTHN, Replay::passkey);
        at(Door.TWO_FACTOR, () -> {
            Person person = Running.journey().person();
            Running.journey().login(person, Running.admin().newUser("rita"));
            Authenticator app = WebApp.enable(person, 1);
            Answer again = person.postJson("/auth/two-factor/disable", Map.of("token", app.last()));
            return Refused.status(again, 400, 401, 422);
        });
    }

    /** Going back in the same browser repeats the same request (decision 22): never the same code twice. */
    private static String consent() {
        Person person = Running.journey().person();
        Running.journey().login(person, Running.admin().newUser("rita"));
        RelyingParty shop = Visit.SHOP;
        Answer page = Arrival.by(Door.AUTHORIZE, person, shop, "openid", Map.of());
        Answer first = person.follow(person.submit(page, "/consent", Map.of("action", "approve")));
        assertThat(Form.query(first.location())).containsKey("code");
        Answer again = person.follow(person.submit(page, "/consent", Map.of("action", "approve")));
        assertThat(Form.parameter(again.location(), "code")).isNotEqualTo(Form.parameter(first.location(), "code"));
        return "a request of its own";
    }

    /** Sends the same signed challenge twice, as an attacker who has recorded it. */
    private static String passkey() {
        Journey journey = Running.journey();
        String name = Running.admin().newUser("rita");
        Person owner = journey.person();
        journey.login(owner, name);
        SoftPasskey passkey = journey.enrol(owner, false);
        Person person = journey.person();
        journey.login(person, name);
        Answer start = person.postJson("/webauthn/2fa/start", Map.of());
        Object credential = passkey.authenticate(start.json().at("/options/publicKey"));
        assertThat(person.postJson("/webauthn/2fa/finish", Map.of("credential", credential))
                        .status())
                .isEqualTo(200);
        return Refused.status(
                person.postJson("/webauthn/2fa/finish", Map.of("credential", credential)), 400, 401, 403, 409, 422);
    }
}
