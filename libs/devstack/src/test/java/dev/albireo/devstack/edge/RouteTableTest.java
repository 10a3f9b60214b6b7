package dev.albireo.devstack.edge;

import static dev.albireo.devstack.config.StackService.CREDENTIALS;
import static dev.albireo.devstack.config.StackService.OAUTH;
import static dev.albireo.devstack.config.StackService.WEBHOOKS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.albireo.protocol.OAuthEndpoint;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The route table of architecture section 1")
class RouteTableTest {
    private static final RouteTable ROUTES = RouteTable.load();

    @Test
    void the_paths_of_oauth_are_those_of_its_endpoints() {
        assertThat(ROUTES.routes().stream()
                        .filter(route -> route.service() == OAUTH)
                        .map(Route::pattern)
                        .filter(pattern -> !pattern.startsWith("/assets/")))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(OAuthEndpoint.values())
                        .flatMap(endpoint -> Stream.concat(Stream.of(endpoint.path()), endpoint.aliases().stream()))
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.well-known/openid-configuration",
                "/.well-known/oauth-authorization-server",
                "/.well-known/jwks.json",
                "/authorize",
                "/par",
                "/token",
                "/userinfo",
                "/introspect",
                "/revoke",
                "/consent",
                "/logout",
                "/device_authorization",
                "/device",
                "/connect/register",
                "/connect/register/some-client",
                "/assets/oauth/style.css",
                "/assets/oauth/fonts/a.woff2",
                "/auth/authorize",
                "/auth/token",
                "/auth/userinfo",
                "/auth/introspect"
            })
    void these_belong_to_oauth(String path) {
        assertThat(ROUTES.serviceFor(path)).contains(OAUTH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/login",
                "/login/2fa",
                "/login/forgot",
                "/login/reset",
                "/register",
                "/auth/login",
                "/auth/logout",
                "/auth/two-factor",
                "/auth/two-factor/enable",
                "/auth/two-factor/disable",
                "/webauthn/register/options",
                "/account",
                "/account/passkeys/1",
                "/assets/credentials/style.css",
                "/",
                "/favicon.ico",
                "/.well-known/change-password",
                "/.well-known/passkey-endpoints",
                "/.well-known/security.txt"
            })
    void these_belong_to_credentials(String path) {
        assertThat(ROUTES.serviceFor(path)).contains(CREDENTIALS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.well-known/ssf-configuration",
                "/.well-known/oauth-protected-resource/ssf",
                "/ssf/jwks",
                "/ssf/streams",
                "/ssf/status",
                "/ssf/subjects/add",
                "/ssf/subjects/remove",
                "/ssf/verification",
                "/ssf/poll/0c5f7c2e-6a2f-4c2e-9a60-5f5b2c1d7e11"
            })
    void these_belong_to_webhooks(String path) {
        assertThat(ROUTES.serviceFor(path)).contains(WEBHOOKS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "//",
                "/.well-known/change-password/",
                "/authorize/",
                "/Authorize",
                "/authorize/x",
                "/token.json",
                "/login/",
                "/login/2fa/x",
                "/login/forgot/x",
                "/login/reset/x",
                "/login/other",
                "/connect/register/",
                "/connect/register/a/b",
                "/connect",
                "/webauthn",
                "/webauthn/",
                "/accounts",
                "/account/",
                "/assets/oauth",
                "/assets/oauth/",
                "/assets/admin/x",
                "/auth",
                "/auth/two-factor/other",
                "/internal/sessions/lookup",
                "/graphql",
                "/q/health",
                "/q/metrics",
                "/AuthConfig",
                "/.well-known/webfinger",
                "/ssf",
                "/ssf/poll",
                "/ssf/poll/a/b",
                "/ssf/subjects",
                "/%6cogin"
            })
    void everything_else_does_not_exist(String path) {
        assertThat(ROUTES.serviceFor(path)).isEmpty();
    }

    @Test
    void only_the_public_services_are_behind_the_edge() {
        assertThat(ROUTES.routes()).extracting(Route::service).containsOnly(OAUTH, CREDENTIALS, WEBHOOKS);
        assertThat(ROUTES.routes()).extracting(Route::pattern).doesNotHaveDuplicates();
    }

    @Test
    void a_comment_and_an_empty_line_are_no_routes() {
        assertThat(RouteTable.parse("# a comment\n\n /here  webhooks \n").routes())
                .isEqualTo(List.of(new Route("/here", WEBHOOKS)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/here", "/here unknown", "here oauth", "/here oauth credentials"})
    void a_row_that_says_something_else_is_refused(String row) {
        assertThatThrownBy(() -> RouteTable.parse(row)).isInstanceOf(IllegalArgumentException.class);
    }
}
