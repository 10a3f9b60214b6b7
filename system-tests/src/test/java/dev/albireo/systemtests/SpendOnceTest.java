package dev.albireo.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Form;
import dev.albireo.systemtests.support.InParallel;
import dev.albireo.systemtests.support.Journey;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.RelyingParty;
import dev.albireo.systemtests.support.RelyingParty.Pending;
import dev.albireo.systemtests.support.Running;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Codes and refresh tokens are redeemed once, on two concurrent instances of oauth")
class SpendOnceTest {
    private static final int PARALLEL = 50;
    private static final String SCOPE = "openid offline_access";

    private final Journey journey = Running.journey();
    private final RelyingParty shop = RelyingParty.register(Running.stack().edgeUri());
    private final Person person = journey.person();
    private final Pending pending = shop.request(SCOPE, Map.of());
    private final List<URI> instances =
            List.of(Running.stack().serviceUri("oauth"), Running.stack().serviceUri("oauth-2"));

    @Test
    void of_50_redemptions_of_one_code_one_succeeds() {
        String code = Form.query(callback()).getOrDefault("code", "");
        List<Answer> answers = InParallel.run(PARALLEL, i -> shop.redeem(instances.get(i % 2), pending, code));
        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 200)
                .allSatisfy(answer ->
                        assertThat(answer.json().get("error").asText()).isEqualTo("invalid_grant"));
    }

    @Test
    void a_replayed_code_revokes_what_it_gave() {
        URI callback = callback();
        Answer tokens = shop.redeem(pending, callback);
        assertThat(shop.userinfo(tokens.json().get("access_token").asText()).status())
                .isEqualTo(200);
        assertThat(shop.redeem(pending, callback).json().get("error").asText()).isEqualTo("invalid_grant");
        assertThat(shop.userinfo(tokens.json().get("access_token").asText()).status())
                .isEqualTo(401);
        assertThat(shop.refresh(
                                instances.get(1),
                                tokens.json().get("refresh_token").asText())
                        .status())
                .isEqualTo(400);
    }

    @Test
    void of_50_uses_of_one_refresh_token_at_once_one_chain_goes_on() {
        String refreshToken =
                shop.redeem(pending, callback()).json().get("refresh_token").asText();
        List<Answer> answers = InParallel.run(PARALLEL, i -> shop.refresh(instances.get(i % 2), refreshToken));
        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(200));
        List<String> next = answers.stream()
                .map(answer -> answer.json().get("refresh_token").asText())
                .distinct()
                .toList();
        assertThat(next).as("one successor for all requests at all instances").hasSize(1);

        Answer second = shop.refresh(instances.get(0), next.getFirst());
        assertThat(second.status()).isEqualTo(200);
        assertThat(shop.refresh(instances.get(1), refreshToken)
                        .json()
                        .get("error")
                        .asText())
                .as("it is a copy now")
                .isEqualTo("invalid_grant");
        assertThat(shop.refresh(
                                instances.get(0),
                                second.json().get("refresh_token").asText())
                        .status())
                .as("and ends the grant")
                .isEqualTo(400);
    }

    @Test
    void a_replayed_refresh_token_revokes_its_family() {
        String first =
                shop.redeem(pending, callback()).json().get("refresh_token").asText();
        Answer rotated = shop.refresh(instances.get(0), first);
        assertThat(rotated.status()).isEqualTo(200);
        String second = rotated.json().get("refresh_token").asText();
        assertThat(second).isNotEqualTo(first);
        Answer third = shop.refresh(instances.get(0), second);
        assertThat(third.status()).isEqualTo(200);
        assertThat(shop.refresh(instances.get(1), first).json().get("error").asText())
                .isEqualTo("invalid_grant");
        assertThat(shop.refresh(
                                instances.get(0),
                                third.json().get("refresh_token").asText())
                        .json()
                        .get("error")
                        .asText())
                .isEqualTo("invalid_grant");
        assertThat(shop.userinfo(rotated.json().get("access_token").asText()).status())
                .isEqualTo(401);
    }

    private URI callback() {
        Answer page = person.follow(person.get(pending.uri()));
        return journey.toCallback(
                person, journey.login(person, page, Running.admin().newUser("max")));
    }
}
