package dev.albireo.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The table of public endpoints")
class OAuthEndpointTest {
    @ParameterizedTest
    @EnumSource
    void is_found_by_path_and_alias(OAuthEndpoint endpoint) {
        assertThat(OAuthEndpoint.of(endpoint.path())).contains(endpoint);
        assertThat(endpoint.aliases())
                .allSatisfy(alias -> assertThat(OAuthEndpoint.of(alias)).contains(endpoint));
    }

    @Test
    void the_variable_of_a_path_gets_a_value() {
        assertThat(OAuthEndpoint.CLIENT_CONFIGURATION.path(
                        PathSegment.of("client-1").orElseThrow()))
                .isEqualTo("/connect/register/client-1");
    }

    @ParameterizedTest
    @CsvSource({
        "TOKEN, POST, true",
        "TOKEN, GET, false",
        "INTROSPECTION, POST, true",
        "CLIENT_REGISTRATION, POST, true",
        "CLIENT_REGISTRATION, GET, false",
        "CLIENT_CONFIGURATION, GET, true",
        "CLIENT_CONFIGURATION, DELETE, true",
        "AUTHORIZATION, GET, true",
        "AUTHORIZATION, POST, true",
        "USERINFO, POST, false",
        "JWK_SET, GET, false"
    })
    void limits_requests_with_these_methods(OAuthEndpoint endpoint, String method, boolean limited) {
        assertThat(endpoint.rateLimit().limits(method)).isEqualTo(limited);
    }

    @Test
    void no_path_has_two_endpoints() {
        assertThat(Arrays.stream(OAuthEndpoint.values())
                        .flatMap(each -> Stream.concat(Stream.of(each.path()), each.aliases().stream())))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/", "/tokens", "/token/", "/TOKEN", "/auth/revoke", "/connect/registered", "/internal/keys"
            })
    void contains_no_other_path(String path) {
        assertThat(OAuthEndpoint.of(path)).isEmpty();
        assertThat(OAuthEndpoint.isForClients(path)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "/token, /token",
        "/auth/token, /auth/token",
        "/connect/register, /connect/register",
        "/connect/register/abc, /connect/register/{id}",
        "/connect/register/a/b, /connect/register/{id}",
        "/authorize, other",
        "/device, other",
        "/account, other"
    })
    void the_label_of_a_meter_contains_no_id(String path, String label) {
        assertThat(OAuthEndpoint.label(path)).isEqualTo(label);
    }

    /** A page of another origin must not read what depends on the user's cookies, and a token of an administrator or client least of all. */
    @ParameterizedTest
    @EnumSource(names = {"AUTHORIZATION", "CONSENT", "END_SESSION", "DEVICE_VERIFICATION", "INTROSPECTION"})
    void is_read_by_no_other_origin(OAuthEndpoint endpoint) {
        assertThat(endpoint.cors()).isEqualTo(CorsPolicy.NO_ORIGIN);
    }
}
