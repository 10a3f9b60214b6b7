package dev.albireo.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Form;
import dev.albireo.systemtests.support.Journey;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.RelyingParty;
import dev.albireo.systemtests.support.RelyingParty.Pending;
import dev.albireo.systemtests.support.Running;
import dev.albireo.testkit.SoftPasskey;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A user with an aal1 session is stepped up according to the request")
class ContextStepUpTest {
    private final Journey journey = Running.journey();
    private final RelyingParty shop = RelyingParty.register(Running.stack().edgeUri());
    private final Person bob = journey.person();

    @BeforeEach
    void signed_in_with_a_password() {
        Answer answer = journey.login(bob, Running.admin().newUser("bob"));
        assertThat(answer.location().getPath()).isEqualTo("/account");
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin", "payment", "transfer", "delete"})
    void a_high_value_scope_leads_to_the_second_factor(String scope) {
        assertThat(pathAfter("openid " + scope, Map.of())).isEqualTo("/login/2fa");
    }

    @ParameterizedTest
    @CsvSource({"60, /login/2fa", "299, /login/2fa", "300, /consent", "3600, /consent"})
    void max_age_below_300_leads_to_the_second_factor(String maxAge, String path) {
        assertThat(pathAfter("openid", Map.of("max_age", maxAge))).isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource({"aal2, /login/2fa", "aal1, /consent", "aal2 aal1, /consent", "urn:unknown, /consent"})
    void acr_values_lead_to_what_they_ask_for(String acrValues, String path) {
        assertThat(pathAfter("openid", Map.of("acr_values", acrValues))).isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource({"scope, openid payment", "max_age, 60", "acr_values, aal2"})
    void with_prompt_none_the_client_is_told(String parameter, String value) {
        Map<String, String> more = new HashMap<>(Map.of("prompt", "none", parameter, value));
        String scope = more.getOrDefault("scope", "openid");
        Pending pending = shop.request(scope, more);
        URI callback = bob.follow(bob.get(pending.uri())).location();
        assertThat(callback.toString()).startsWith(RelyingParty.REDIRECT);
        assertThat(Form.query(callback))
                .containsEntry("error", "interaction_required")
                .containsEntry("state", pending.state());
    }

    @Test
    void prompt_none_without_a_session_is_login_required() {
        Person anonymous = journey.person();
        Pending pending = shop.request("openid", Map.of("prompt", "none"));
        Map<String, String> answer =
                Form.query(anonymous.follow(anonymous.get(pending.uri())).location());
        assertThat(answer).containsEntry("error", "login_required").containsEntry("state", pending.state());
    }

    @Test
    void the_second_factor_lets_the_request_go_on_and_the_token_says_so() throws Exception {
        SoftPasskey passkey = journey.enrol(bob, false);
        Pending pending = shop.request("openid payment", Map.of());
        Answer page = bob.follow(bob.get(pending.uri()));
        assertThat(page.uri().getPath()).isEqualTo("/login/2fa");
        Answer finished = journey.secondFactor(bob, page, passkey);
        URI callback = journey.toCallback(bob, journey.goOn(bob, finished));
        JWTClaimsSet token = RelyingParty.idToken(shop.redeem(pending, callback));
        assertThat(token.getStringClaim("acr")).isEqualTo("aal2");
        assertThat(token.getStringListClaim("amr")).isEqualTo(List.of("pwd", "hwk"));
        assertThat(token.getStringClaim("nonce")).isEqualTo(pending.nonce());
    }

    @Test
    void what_is_edited_in_the_browser_between_the_steps_changes_nothing() throws Exception {
        SoftPasskey passkey = journey.enrol(bob, false);
        Pending pending = shop.request("openid payment", Map.of());
        Answer page = bob.follow(bob.get(pending.uri()));
        Answer finished = journey.secondFactor(bob, page, passkey);
        String edited = finished.json().get("redirect_to").asText()
                + "&scope=openid%20delete&redirect_uri=https%3A%2F%2Fevil.example&client_id=evil&max_age=99999&state=evil";
        Answer codes = bob.get(edited);
        URI callback = journey.toCallback(bob, bob.submit(codes, "/login/2fa", Map.of()));
        assertThat(Form.query(callback)).containsEntry("state", pending.state());
        Answer tokens = shop.redeem(pending, callback);
        assertThat(tokens.json().path("scope").asText("openid payment")).isEqualTo("openid payment");
    }

    @Test
    void prompt_login_and_max_age_zero_ask_again_and_do_not_loop() {
        for (Map<String, String> more : List.of(Map.of("prompt", "login"), Map.of("max_age", "0"))) {
            Person carol = journey.person();
            String name = Running.admin().newUser("carol");
            journey.login(carol, name);
            SoftPasskey passkey = journey.enrol(carol, false);
            Pending pending = shop.request("openid", more);
            Answer page = carol.follow(carol.get(pending.uri()));
            assertThat(page.uri().getPath()).isEqualTo("/login");
            Answer next = carol.follow(journey.login(carol, page, name));
            if (next.uri().getPath().equals("/login/2fa")) {
                next = journey.goOn(carol, journey.secondFactor(carol, next, passkey));
            }
            URI callback = journey.toCallback(carol, next);
            assertThat(Form.query(callback)).containsKey("code");
        }
    }

    private String pathAfter(String scope, Map<String, String> more) {
        return bob.follow(bob.get(shop.request(scope, more).uri())).uri().getPath();
    }
}
