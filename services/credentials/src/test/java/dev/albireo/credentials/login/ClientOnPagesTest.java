package dev.albireo.credentials.login;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.albireo.credentials.admin.TestTokens;
import dev.albireo.protocol.Interaction;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("The client on the login pages (OpenID Connect Dynamic Client Registration section 2)")
class ClientOnPagesTest {
    @Inject
    TestTokens tokens;

    @Inject
    Clock clock;

    @Test
    void its_home_policy_and_terms_are_links_without_referrer() {
        Response shown = given().get("/login?interaction=" + interaction("https://shop.example/"));

        assertThat(shown.statusCode()).isEqualTo(200);
        assertThat(shown.asString())
                .contains(
                        "<a href=\"https://shop.example/home?a=1&amp;b=2\" rel=\"noopener noreferrer\">Website of Shop</a>")
                .contains("<a href=\"https://shop.example/policy\" rel=\"noopener noreferrer\">Privacy</a>")
                .contains("<a href=\"https://shop.example/terms\" rel=\"noopener noreferrer\">Terms</a>");
    }

    @Test
    void its_logo_is_the_only_foreign_picture() {
        Response shown = given().get("/login?interaction=" + interaction("https://shop.example/"));

        assertThat(shown.asString()).contains("src=\"https://shop.example/logo.png\"");
        assertThat(shown.header("Content-Security-Policy")).contains("img-src 'self' data: https://shop.example;");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost/", "javascript://x/", "data:text/html,"})
    void what_is_not_https_is_not_shown(String base) {
        Response shown = given().get("/login?interaction=" + interaction(base));

        assertThat(shown.asString()).contains("to continue to Shop").doesNotContain(base);
        assertThat(shown.header("Content-Security-Policy")).contains("img-src 'self' data:;");
    }

    private String interaction(String base) {
        Interaction request = new Interaction(
                "ia_1",
                clock.instant(),
                Interaction.RequiredStep.LOGIN,
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                new Interaction.RequestingClient(
                        "shop",
                        "Shop",
                        Optional.of(base + "home?a=1&b=2"),
                        Optional.of(base + "logo.png"),
                        Optional.of(base + "policy"),
                        Optional.of(base + "terms"),
                        Optional.empty()),
                Optional.empty(),
                Optional.empty());
        JWTClaimsSet claims = request.toClaims(PostgresResource.ISSUER);
        return tokens.sign(new JWTClaimsSet.Builder(claims), Interaction.TYPE);
    }
}
