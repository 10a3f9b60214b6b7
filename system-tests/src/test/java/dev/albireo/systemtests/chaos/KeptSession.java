package dev.albireo.systemtests.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Form;
import dev.albireo.systemtests.support.Journey;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.RelyingParty;
import dev.albireo.systemtests.support.RelyingParty.Pending;
import java.net.URI;
import java.util.Map;

/** A user who signed in once: every client gets a code without a page from then on, and the account page shows the user. */
final class KeptSession implements Caller {
    private final Person person;
    private final RelyingParty shop;

    KeptSession(Journey journey, RelyingParty shop, String username) {
        this.shop = shop;
        this.person = journey.person();
        journey.tokens(person, username, shop, shop.request("openid profile", Map.of()));
    }

    @Override
    public void again() {
        Pending pending = shop.request("openid profile", Map.of("prompt", "none"));
        URI callback = person.get(pending.uri()).location();
        assertThat(Form.query(callback)).as("the session is known: " + callback).containsKey("code");
        Answer tokens = shop.redeem(pending, callback);
        assertThat(tokens.status()).as(tokens.toString()).isEqualTo(200);
        Answer userinfo = shop.userinfo(tokens.json().get("access_token").asText());
        assertThat(userinfo.status()).as(userinfo.toString()).isEqualTo(200);
        Answer account = person.get("/account");
        assertThat(account.status()).as("the session is known: " + account).isEqualTo(200);
    }
}
