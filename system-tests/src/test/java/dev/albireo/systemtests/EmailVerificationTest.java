package dev.albireo.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.systemtests.support.Admin;
import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Journey;
import dev.albireo.systemtests.support.RelyingParty;
import dev.albireo.systemtests.support.Running;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("OpenID Connect Core 1.0 section 5.1, email_verified")
class EmailVerificationTest {
    private final Journey journey = Running.journey();
    private final Admin admin = Running.admin();

    @ParameterizedTest
    @CsvSource({"'', false", "', emailVerified: null', false", "', emailVerified: true', true"})
    void an_address_that_createUser_sets_is_verified_only_where_that_is_said(String more, boolean verified) {
        String name = "mail-" + UUID.randomUUID();
        JsonNode created = admin.data("mutation { createUser(input: {username: \"" + name + "\", password: \""
                + Admin.PASSWORD + "\", email: \"" + name + "@example.com\"" + more
                + "}) { email emailVerified } }");
        assertThat(created.at("/createUser/emailVerified").asBoolean()).isEqualTo(verified);

        RelyingParty shop = RelyingParty.register(Running.stack().edgeUri());
        Answer tokens = journey.tokens(journey.person(), name, shop, shop.request("openid email", Map.of()));
        JsonNode claims =
                shop.userinfo(tokens.json().get("access_token").asText()).json();
        assertThat(claims.path("email").asText()).isEqualTo(name + "@example.com");
        assertThat(claims.path("email_verified").booleanValue()).isEqualTo(verified);
        assertThat(claims.has("email_verified")).isTrue();
    }
}
