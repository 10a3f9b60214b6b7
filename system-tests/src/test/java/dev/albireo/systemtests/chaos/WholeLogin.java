package dev.albireo.systemtests.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.systemtests.support.Admin;
import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Authenticator;
import dev.albireo.systemtests.support.Journey;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.RelyingParty;
import dev.albireo.systemtests.support.RelyingParty.Pending;
import dev.albireo.systemtests.support.WebApp;
import dev.albireo.testkit.SoftPasskey;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Complete logins from nothing to the tokens, then the logout: in turn with the password alone, with a passkey after it, and with the code
 * of an authenticator application. Each step may be answered by another process than the last.
 */
final class WholeLogin implements Caller {
    private static final int WITH_CODES = 5;
    private static final int KINDS = 3;

    private final Journey journey;
    private final RelyingParty shop;
    private final WebApp pages;
    private final String plain;
    private final String withPasskey;
    private final SoftPasskey passkey;
    private final List<String> withCodes = new ArrayList<>();
    private final List<Authenticator> apps = new ArrayList<>();
    private int round;

    WholeLogin(URI edge, Journey journey, RelyingParty shop, Admin admin) {
        this.journey = journey;
        this.shop = shop;
        this.pages = new WebApp(edge, shop.clientId());
        this.plain = admin.newUser("plain");
        this.withPasskey = admin.newUser("keyed");
        Person person = journey.person();
        journey.login(person, withPasskey);
        this.passkey = journey.enrol(person, false);
        admin.require2fa(withPasskey, true);
        for (int i = 0; i < WITH_CODES; i++) {
            String name = admin.newUser("coded");
            Person owner = journey.person();
            journey.login(owner, name);
            withCodes.add(name);
            apps.add(WebApp.enable(owner, 0));
        }
    }

    @Override
    public void again() {
        round++;
        Person person = journey.person();
        Pending pending = shop.request("openid", Map.of());
        Answer page = person.follow(person.get(pending.uri()));
        Answer in = switch (round % KINDS) {
            case 0 -> journey.login(person, page, plain);
            case 1 -> byPasskey(person, page);
            default -> byCode(person, page, round / KINDS % WITH_CODES);
        };
        Answer tokens = shop.redeem(pending, journey.toCallback(person, in));
        assertThat(tokens.status()).as(tokens.toString()).isEqualTo(200);
        person.submit(person.get("/auth/logout"), "/auth/logout", Map.of());
        Answer account = person.get("/account");
        assertThat(account.status()).as("signed out: " + account).isNotEqualTo(200);
    }

    private Answer byPasskey(Person person, Answer page) {
        Answer second = person.follow(journey.login(person, page, withPasskey));
        return journey.goOn(person, journey.secondFactor(person, second, passkey));
    }

    private Answer byCode(Person person, Answer page, int who) {
        Answer second = person.follow(journey.login(person, page, withCodes.get(who)));
        return pages.code(person, second, apps.get(who).next(0));
    }
}
