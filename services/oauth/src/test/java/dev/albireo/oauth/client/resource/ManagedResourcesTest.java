package dev.albireo.oauth.client.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.albireo.web.Fields;
import dev.albireo.web.ProblemRefusal;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What a service account may write")
class ManagedResourcesTest {
    private static final String LIST =
            "{\"manages\":{\"clients\":[\"shop-*\",\"app\"],\"fields\":[\"name\",\"auth\"],\"auth_configs\":[\"look-*\"]}}";

    @ParameterizedTest
    @CsvSource({"shop-1, true", "shop-, true", "app, true", "app2, false", "my-shop-1, false", "shop, false"})
    void clients_by_their_ids_or_beginnings(String id, boolean included) {
        assertThat(ManagedResources.of(json(LIST)).includesClient(id)).isEqualTo(included);
    }

    @ParameterizedTest
    @CsvSource({"look-1, true", "look, false", "app, false", "shop-1, false"})
    void AuthConfigs_likewise(String id, boolean included) {
        assertThat(ManagedResources.of(json(LIST)).includesAuthConfig(id)).isEqualTo(included);
    }

    @Test
    void fields_that_change_and_are_not_listed() {
        ClientChange change = ClientChange.of(
                object("{\"name\":\"A\",\"scope\":[\"read\"]}"), object("{\"name\":\"B\",\"first_party\":true}"), true);
        assertThat(ManagedResources.of(json(LIST)).outside(change)).isEqualTo("first_party, scope, secret");
    }

    @Test
    void without_a_list_nothing() {
        ManagedResources none = ManagedResources.of(json("{}"));
        assertThat(none.includesClient("app")).isFalse();
        assertThat(none.includesAuthConfig("app")).isFalse();
        assertThat(none.fields()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"manages\":{\"clients\":[\"*\"]}}",
                "{\"manages\":{\"auth_configs\":[\"*\"]}}",
                "{\"manages\":{\"clients\":[\"a*b\"]}}",
                "{\"manages\":{\"fields\":[\"first_party\"]}}",
                "{\"manages\":{\"fields\":[\"manages\"]}}",
                "{\"manages\":{\"fields\":[\"auth.redirect_uri\"]}}",
                "{\"manages\":[]}"
            })
    void a_list_that_says_too_much_is_refused(String declaration) {
        assertThatThrownBy(() -> ManagedResources.check(Fields.of(json(declaration)), true))
                .isInstanceOf(ProblemRefusal.class);
    }

    @Test
    void only_a_service_account_has_one() {
        assertThatThrownBy(() -> ManagedResources.check(Fields.of(json(LIST)), false))
                .isInstanceOf(ProblemRefusal.class);
        ManagedResources.check(Fields.of(json("{}")), false);
    }

    private static ObjectNode object(String text) {
        return (ObjectNode) json(text);
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
