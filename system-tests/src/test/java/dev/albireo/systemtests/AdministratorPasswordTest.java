package dev.albireo.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.systemtests.support.Admin;
import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Journey;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.RelyingParty;
import dev.albireo.systemtests.support.Running;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A password that an administrator sets ends the grants of applications")
class AdministratorPasswordTest {
    private static final String SCOPE = "openid offline_access";

    private final URI edge = Running.stack().edgeUri();
    private final Journey journey = Running.journey();
    private final Admin admin = Running.admin();
    private final RelyingParty shop = RelyingParty.register(edge);

    @Test
    void a_refresh_token_of_a_session_and_one_of_a_session_that_is_over_are_refused() {
        String name = admin.newUser("wren");
        String other = admin.newUser("wren");
        Person left = journey.person();
        String offline = refreshed(tokens(left, name));
        left.submit(left.get("/auth/logout"), "/auth/logout", Map.of());
        offline = refreshed(shop.refresh(edge, offline));
        String ofSession = refreshed(tokens(journey.person(), name));
        String ofOther = refreshed(tokens(journey.person(), other));

        admin.data("mutation { setUserPassword(username: \"" + name + "\", password: \"" + UUID.randomUUID()
                + "\") { success } }");

        assertThat(error(shop.refresh(edge, offline))).isEqualTo("invalid_grant");
        assertThat(error(shop.refresh(edge, ofSession))).isEqualTo("invalid_grant");
        assertThat(shop.refresh(edge, ofOther).status()).isEqualTo(200);
    }

    private Answer tokens(Person person, String name) {
        return journey.tokens(person, name, shop, shop.request(SCOPE, Map.of("prompt", "consent")));
    }

    private static String refreshed(Answer tokens) {
        assertThat(tokens.status()).as(tokens.toString()).isEqualTo(200);
        return tokens.json().get("refresh_token").asText();
    }

    private static String error(Answer answer) {
        return answer.json().path("error").asText();
    }
}
