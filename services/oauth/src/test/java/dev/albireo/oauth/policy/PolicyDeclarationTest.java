package dev.albireo.oauth.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.albireo.policy.AcrDefinition;
import dev.albireo.policy.PolicyDocument;
import dev.albireo.policy.PolicyRule;
import dev.albireo.policy.RuleCondition;
import dev.albireo.policy.RuleOutcome;
import dev.albireo.policy.SecondFactorKind;
import dev.albireo.web.Problem;
import dev.albireo.web.ProblemRefusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The resource SecondFactorPolicy")
class PolicyDeclarationTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void a_rule_has_an_id_conditions_and_an_outcome() {
        PolicyDocument policy = read("""
                {"description":"Our rules","rules":[
                 {"id":"payments","description":"Payments","outcome":"require","factors":["passkey","recovery_code"],"freshness":300,
                  "conditions":{"users":["alice"],"groups":["finance"],"clients":["shop"],"scopes":["payment"],
                   "resources":["https://api.example"],"acrValues":["gold"],"maxAge":60,"networks":{"notIn":["10.0.0.0/8","::1"]}}},
                 {"id":"never","outcome":"deny","conditions":{"networks":{"in":["203.0.113.0/24"]}}},
                 {"id":"all","outcome":"observe"}]}""");

        assertThat(policy.rules())
                .extracting(PolicyRule::id)
                .containsExactly("ours/payments", "ours/never", "ours/all");
        assertThat(policy.rules().getFirst().conditions().stated().keySet()).containsExactly(RuleCondition.values());
        assertThat(policy.rules())
                .extracting(PolicyRule::outcome)
                .containsExactly(
                        new RuleOutcome.Require(
                                Set.of(SecondFactorKind.PASSKEY, SecondFactorKind.RECOVERY_CODE),
                                Optional.of(Duration.ofMinutes(5))),
                        new RuleOutcome.Deny(),
                        new RuleOutcome.Observe());
        assertThat(read("{\"rules\":[]}")).isEqualTo(PolicyDocument.EMPTY);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            {"rule":[]} | rules must be present, unless acr is present
            {"rules":[],"rule":[]} | unknown field rule; there are acr, description, rules
            {"acr":{}} | acr must be a list of at most 20 values
            {"acr":[{}]} | acr[0].value must be 1 to 255 ASCII characters without a space, and none of aal1, aal2, phr, phrh
            {"acr":[{"value":"phrh"}]} | acr[0].value must be 1 to 255 ASCII characters without a space
            {"acr":[{"value":"gold"},{"value":"gold"}]} | acr[1].value must be unique; another one of the policy has it
            {"acr":[{"value":"gold","factors":["sms"]}]} | acr[0].factors must be a list of passkey, totp, delivered_code and recovery_code, not sms
            {"acr":[{"value":"gold","age":60}]} | unknown field acr[0].age; there are factors, maxAge, value
            {"rules":{}} | rules must be a list of at most 100 rules
            {"rules":["x"]} | rules[0] must be an object
            {"rules":[{"outcome":"deny"}]} | rules[0].id must be 1 to 64 lower-case letters, digits or hyphens, the first a letter or digit
            {"rules":[{"id":"a","outcome":"deny"},{"id":"a","outcome":"deny"}]} | rules[1].id must be unique; another rule of the policy has it
            {"rules":[{"id":"a"}]} | rules[0].outcome must be require, deny or observe
            {"rules":[{"id":"a","outcome":"allow"}]} | rules[0].outcome must be require, deny or observe
            {"rules":[{"id":"a","outcome":"deny","freshness":300}]} | rules[0].freshness must be absent unless the outcome is require
            {"rules":[{"id":"a","outcome":"require","freshness":59}]} | rules[0].freshness must be a whole number from 60 to 86400
            {"rules":[{"id":"a","outcome":"observe","factors":["totp"]}]} | rules[0].factors must be absent unless the outcome is require
            {"rules":[{"id":"a","outcome":"require","factors":["sms"]}]} | rules[0].factors must be a list of passkey, totp, delivered_code and recovery_code, not sms
            {"rules":[{"id":"a","outcome":"require","factors":[]}]} | rules[0].factors must be a list with passkey or totp, which users can set up
            {"rules":[{"id":"a","outcome":"observe","enforceFrom":"2027-01-01T00:00:00Z"}]} | rules[0].enforceFrom must be absent if the outcome is observe
            {"rules":[{"id":"a","outcome":"deny","enforceFrom":"2027-01-01"}]} | rules[0].enforceFrom must be a time with an offset, such as 2027-01-01T00:00:00Z
            {"rules":[{"id":"a","outcome":"deny","enforceFrom":"2027-01-01T00:00:00"}]} | rules[0].enforceFrom must be a time with an offset
            {"rules":[{"id":"a","outcome":"deny","enforceFrom":""}]} | rules[0].enforceFrom must be a time with an offset
            {"rules":[{"id":"a","outcome":"deny","enforceFrom":1}]} | rules[0].enforceFrom must be text
            {"rules":[{"id":"a","outcome":"require","conditions":[]}]} | rules[0].conditions must be an object
            {"rules":[{"id":"a","outcome":"require","conditions":{"scope":"x"}}]} | unknown field rules[0].conditions.scope; there are acrValues, clients, groups, maxAge, networks, resources, scopes, users
            {"rules":[{"id":"a","outcome":"require","conditions":{"scopes":"x"}}]} | rules[0].conditions.scopes must be a list of strings
            {"rules":[{"id":"a","outcome":"require","conditions":{"scopes":[]}}]} | rules[0].conditions.scopes must be a list of 1 to 100 values of at most 300 characters
            {"rules":[{"id":"a","outcome":"require","conditions":{"maxAge":-1}}]} | rules[0].conditions.maxAge must be a whole number from 0 to 999999999
            {"rules":[{"id":"a","outcome":"require","conditions":{"networks":{}}}]} | rules[0].conditions.networks.in must be present, or else notIn, and not both
            {"rules":[{"id":"a","outcome":"require","conditions":{"networks":{"in":["10.0.0.0/33"]}}}]} | rules[0].conditions.networks.in must be IP addresses or blocks such as 10.0.0.0/8, not 10.0.0.0/33
            """)
    void an_error_names_the_field_and_what_it_takes(String document, String detail) {
        assertThatThrownBy(() -> read(document))
                .isInstanceOfSatisfying(
                        ProblemRefusal.class,
                        refusal -> assertThat(refusal.problem()).isEqualTo(Problem.UNPROCESSABLE))
                .hasMessageContaining(detail);
    }

    @Test
    void a_rule_is_enforced_from_a_time_in_any_offset() {
        assertThat(
                        read("{\"rules\":[{\"id\":\"a\",\"outcome\":\"deny\",\"enforceFrom\":\"2027-01-01T00:00:00+01:00\"}]}")
                                .rules()
                                .getFirst()
                                .enforceFrom())
                .contains(Instant.parse("2026-12-31T23:00:00Z"));
    }

    @Test
    void a_value_of_acr_has_factors_and_a_greatest_age() {
        assertThat(
                        read("{\"acr\":[{\"value\":\"urn:gold\",\"factors\":[\"passkey\"],\"maxAge\":300},{\"value\":\"any\"}]}")
                                .acrs())
                .containsExactly(
                        new AcrDefinition(
                                "urn:gold", Set.of(SecondFactorKind.PASSKEY), Optional.of(Duration.ofMinutes(5))),
                        new AcrDefinition("any", SecondFactorKind.ANY, Optional.empty()));
    }

    @Test
    void there_are_at_most_a_hundred_rules() {
        String rules = IntStream.rangeClosed(0, 100)
                .mapToObj(i -> "{\"id\":\"r" + i + "\",\"outcome\":\"deny\"}")
                .collect(Collectors.joining(","));

        assertThatThrownBy(() -> read("{\"rules\":[" + rules + "]}"))
                .isInstanceOf(ProblemRefusal.class)
                .hasMessageContaining("at most 100");
    }

    @Test
    void the_difference_of_two_versions_names_rules_by_their_ids() {
        ObjectNode before = json("""
                {"description":"a","rules":[{"id":"same","outcome":"deny"},{"id":"gone","outcome":"deny"},
                 {"id":"stricter","outcome":"observe"}]}""");
        ObjectNode after = json("""
                {"rules":[{"id":"new","outcome":"deny"},{"id":"stricter","outcome":"deny"},{"id":"same","outcome":"deny"}]}""");

        assertThat(PolicyDeclaration.difference(before, after))
                .containsExactly("-description", "-rules.gone", "+rules.new", "~rules.stricter");
    }

    private static PolicyDocument read(String document) {
        return PolicyDeclaration.read("ours", json(document));
    }

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
