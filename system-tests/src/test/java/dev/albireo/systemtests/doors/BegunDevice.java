package dev.albireo.systemtests.doors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Device;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.RelyingParty;
import dev.albireo.systemtests.support.Running;
import java.net.URI;
import java.util.Map;

/** A device that waits for approval. */
record BegunDevice(RelyingParty shop, String deviceCode, URI complete) {

    static BegunDevice of(RelyingParty shop, String scope) {
        Answer answer = shop.beginDevice(scope);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return new BegunDevice(
                shop,
                answer.json().get("device_code").asText(),
                URI.create(answer.json().get("verification_uri_complete").asText()));
    }

    /** Returns a device that a new user has approved. */
    static Visit answered(RelyingParty shop, String scope) {
        BegunDevice device = of(shop, scope);
        String username = Running.admin().newUser("dev");
        Person person = Running.journey().person();
        Answer page = Device.letIn(person, username, device.complete());
        assertThat(page.page().text()).as(page.toString()).contains("connected");
        return new Visit(shop, person, username, shop.request(scope, Map.of()), device.deviceCode());
    }

    /** Returns the page after the user has typed the code. */
    Answer enter(Person person) {
        Answer page = person.follow(person.get(complete));
        return person.follow(person.submit(page, "/device", Map.of()));
    }

    Answer redeem() {
        return shop.redeemDevice(deviceCode);
    }
}
