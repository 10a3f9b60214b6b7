package dev.albireo.systemtests.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.albireo.systemtests.support.RelyingParty.Pending;
import dev.albireo.testkit.SoftPasskey;
import java.net.URI;
import java.text.ParseException;
import java.util.List;
import java.util.Map;

/** The journeys of both seeds on an installation that is not in development mode, with an administrator's token. */
final class SeedJourneys {
    private static final String ALICE = "alice";
    private static final int PAST = 3;

    private final URI edge;
    private final Journey journey;
    private final Admin admin;
    private final Resources resources;

    /** Creates the journeys through the edge; the administrator's calls go to the admin API directly. */
    SeedJourneys(Installation installation) {
        this.edge = installation.edge();
        this.journey = new Journey(edge);
        this.admin = installation.admin();
        this.resources = installation.resources();
    }

    /** Runs both. */
    void run() throws ParseException {
        an_administrator_requires_a_second_factor_and_a_passkey_proves_it();
        a_user_enables_an_authenticator_application_uses_it_and_disables_it();
    }

    /** The seed {@code admin-enforced-2fa.txt}; its {@code curl} call carries the administrator's token here. */
    private void an_administrator_requires_a_second_factor_and_a_passkey_proves_it() throws ParseException {
        admin.data("mutation { createUser(input: {username: \"" + ALICE + "\", password: \"" + Admin.PASSWORD
                + "\"}) { username } }");
        Person laptop = journey.person();
        journey.login(laptop, ALICE);
        SoftPasskey passkey = journey.enrol(laptop, false);
        Answer set = admin.post(Seed.curlBody());
        assertThat(set.json()).as(set.toString()).isEqualTo(Seed.response("setUser2faRequired"));

        RelyingParty shop = RelyingParty.declare(edge, resources);
        Pending pending = shop.request("openid", Map.of());
        Person person = journey.person();
        Answer page = person.follow(journey.login(person, person.follow(person.get(pending.uri())), ALICE));
        assertThat(page.uri().getPath()).isEqualTo("/login/2fa");
        Answer proved = journey.goOn(person, journey.secondFactor(person, page, passkey));
        JWTClaimsSet token = RelyingParty.idToken(shop.redeem(pending, journey.toCallback(person, proved)));
        assertThat(token.getIssuer()).isEqualTo(edge.toString());
        assertThat(token.getStringClaim("acr")).isEqualTo("aal2");
        assertThat(token.getStringListClaim("amr")).isEqualTo(List.of("pwd", "hwk"));
        System.out.println("  admin-enforced second factor: password and passkey, acr=aal2");
    }

    /** The seed {@code totp-2fa.txt} with its three resources as printed. */
    private void a_user_enables_an_authenticator_application_uses_it_and_disables_it() throws ParseException {
        resources.putSeed();
        WebApp app = new WebApp(edge, "mywebapp");
        Person person = journey.person();
        person.submit(person.get("/login"), "/login", Map.of("username", "my-user", "password", WebApp.PASSWORD));
        Answer page = person.get("/auth/two-factor/enable");
        Authenticator phone =
                new Authenticator(page.page().expectFirst("#secret").text());
        Answer enabled = person.submit(page, "/auth/two-factor/enable", Map.of("token", phone.next(PAST)));
        assertThat(enabled.location().getPath()).as(enabled.toString()).isEqualTo("/auth/two-factor");

        Person again = journey.person();
        Answer second = app.signIn(again, "my-user");
        assertThat(second.uri().getPath()).isEqualTo("/login/2fa");
        Answer tokens = app.tokens(app.code(again, second, phone.next(PAST)));
        String access = tokens.json().get("access_token").asText();
        JWTClaimsSet claims = SignedJWT.parse(access).getJWTClaimsSet();
        assertThat(claims.getStringClaim("acr")).isEqualTo("aal2");
        assertThat(claims.getStringListClaim("amr")).isEqualTo(List.of("pwd", "otp"));
        assertThat(Json.parse(app.userinfo(access).body()).has("sub")).isTrue();

        Answer disabled = again.submit(
                again.get("/auth/two-factor/disable"), "/auth/two-factor/disable", Map.of("token", phone.next(PAST)));
        assertThat(disabled.location().getPath()).as(disabled.toString()).isEqualTo("/auth/two-factor");
        assertThat(app.arrived(app.signIn(journey.person(), "my-user"))).isTrue();
        System.out.println("  TOTP: enabled, asked for at the next sign-in, acr=aal2, disabled");
    }
}
