package dev.albireo.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A field has the names of the standards beside its own")
class FieldAliasesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final FieldAliases ALIASES = new FieldAliases(Map.of(
            "redirect_uris",
            "auth.code.redirect_uri",
            "client_name",
            "name",
            "address.postal_code",
            "address.postalCode"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'client_name': 'a'} | {'name': 'a'}",
                "{'redirect_uris': ['b']} | {'auth': {'code': {'redirect_uri': ['b']}}}",
                "{'redirect_uris': null, 'auth': {'code': {'pkce': true}}} | {'auth': {'code': {'pkce': true, 'redirect_uri': null}}}",
                "{'redirect_uris': ['b'], 'auth': null} | {'auth': {'code': {'redirect_uri': ['b']}}}",
                "{'address': {'postal_code': '1'}} | {'address': {'postalCode': '1'}}",
                "{'address': 'elsewhere', 'other': 1} | {'address': 'elsewhere', 'other': 1}",
                "[1] | [1]",
            })
    void a_field_gets_its_own_name(String body, String resolved) throws Exception {
        assertThat(ALIASES.resolve(json(body))).isEqualTo(json(resolved));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'client_name': 'a', 'name': 'b'} | client_name is another name of name; give one of them",
                "{'client_name': 'a', 'name': null} | client_name is another name of name; give one of them",
                "{'redirect_uris': [], 'auth': {'code': {'redirect_uri': []}}} | redirect_uris is another name of auth.code.redirect_uri; give one of them",
                "{'redirect_uris': [], 'auth': 1} | auth must be an object",
                "{'redirect_uris': [], 'auth': {'code': []}} | code must be an object",
            })
    void both_names_and_a_wrong_holder_are_rejected(String body, String error) throws Exception {
        JsonNode given = json(body);
        assertThatThrownBy(() -> ALIASES.resolve(given)).hasMessageContaining(error);
    }

    @Test
    void the_body_itself_stays_as_it_is() throws Exception {
        JsonNode body = json("{'client_name': 'a'}");
        ALIASES.resolve(body);
        assertThat(body).isEqualTo(json("{'client_name': 'a'}"));
    }

    private static JsonNode json(String text) throws Exception {
        return JSON.readTree(text.replace('\'', '"'));
    }
}
