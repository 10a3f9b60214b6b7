package dev.albireo.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.InParallel;
import dev.albireo.systemtests.support.Journey;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.Running;
import dev.albireo.testkit.SoftPasskey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Threats, rule 37: writes and deletes of one entity type must not wait for each other. */
@DisplayName("Passkeys are enrolled, renamed and removed in parallel")
class ParallelPasskeysTest {
    private static final int USERS = 40;
    private static final int EACH = 3;
    private static final Journey JOURNEY = Running.journey();

    @Test
    void of_many_users() {
        List<Person> signedIn = IntStream.range(0, USERS)
                .mapToObj(i -> signedIn(Running.admin().newUser("pat")))
                .toList();

        List<List<Integer>> statuses = InParallel.run(USERS, i -> passkeysOf(signedIn.get(i)));

        assertThat(statuses).containsOnly(List.of(200, 200, 200, 200, 200, 200, 204, 204, 204));
    }

    @Test
    void of_one_user_in_several_requests() {
        Person person = signedIn(Running.admin().newUser("pat"));
        List<SoftPasskey> passkeys = enrolled(person, new ArrayList<>());

        List<Integer> renamed = InParallel.run(EACH, i -> rename(person, passkeys.get(i)));
        List<Integer> removed = InParallel.run(2 * EACH, i -> remove(person, passkeys.get(i % EACH)));

        assertThat(renamed).containsOnly(200);
        assertThat(removed).containsOnly(204, 404);
        assertThat(removed).filteredOn(status -> status == 204).hasSize(EACH);
    }

    private static List<Integer> passkeysOf(Person person) {
        List<Integer> statuses = new ArrayList<>();
        List<SoftPasskey> passkeys = enrolled(person, statuses);
        passkeys.forEach(passkey -> statuses.add(rename(person, passkey)));
        passkeys.forEach(passkey -> statuses.add(remove(person, passkey)));
        return statuses;
    }

    /** Several passkeys, the first one proved, as further ones and every change need it. */
    private static List<SoftPasskey> enrolled(Person person, List<Integer> statuses) {
        List<SoftPasskey> passkeys = new ArrayList<>();
        for (int i = 0; i < EACH; i++) {
            SoftPasskey passkey = new SoftPasskey(person.base(), false);
            statuses.add(JOURNEY.enrol(person, passkey).status());
            if (i == 0) {
                confirm(person, passkey);
            }
            passkeys.add(passkey);
        }
        return passkeys;
    }

    private static void confirm(Person person, SoftPasskey passkey) {
        Answer start = person.postJson("/webauthn/2fa/start", Map.of("confirm", true));
        Answer finish = person.postJson(
                "/webauthn/2fa/finish",
                Map.of(
                        "confirm",
                        true,
                        "credential",
                        passkey.authenticate(start.json().at("/options/publicKey"))));
        assertThat(finish.status()).as(finish.toString()).isEqualTo(200);
    }

    private static int rename(Person person, SoftPasskey passkey) {
        return person.json("PATCH", "/account/passkeys/" + passkey.id(), "{\"name\":\"Blue key\"}")
                .status();
    }

    private static int remove(Person person, SoftPasskey passkey) {
        return person.send(
                        person.base().resolve("/account/passkeys/" + passkey.id()),
                        request -> request.header("Origin", person.base().toString())
                                .DELETE())
                .status();
    }

    private static Person signedIn(String username) {
        Person person = JOURNEY.person();
        JOURNEY.login(person, username);
        return person;
    }
}
