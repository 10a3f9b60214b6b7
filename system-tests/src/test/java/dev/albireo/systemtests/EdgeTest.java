package dev.albireo.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Form;
import dev.albireo.systemtests.support.Journey;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.RawHttp;
import dev.albireo.systemtests.support.RelyingParty;
import dev.albireo.systemtests.support.Running;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The routes of the public edge, and requests of other sites' pages")
class EdgeTest {
    private final Journey journey = Running.journey();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/internal/users",
                "/internal/sessions/lookup",
                "//internal/users",
                "/login/..//internal/users",
                "/login/../internal/users",
                "/login/%2e%2e/internal/users",
                "/%69nternal/users",
                "/internal;/users",
                "/login;/../internal/users",
                "/login/..%2finternal/users",
                "/account/%2e%2e/internal/users",
                "/account/..%5cinternal/users",
                "/webauthn/../internal/users",
                "/assets/credentials/../../internal/users",
                "http://127.0.0.1/internal/users",
                "/q/health",
                "/q/metrics",
                "/graphql",
                "/metrics"
            })
    void nothing_internal_is_reachable(String target) {
        RawHttp.Response response = RawHttp.get(Running.stack().edgeUri(), target);
        assertThat(response.status()).as(response.toString()).isIn(400, 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/internal/users", "/internal/sessions/lookup"})
    void an_internal_endpoint_wants_a_token_of_another_service(String path) {
        Person direct = new Person(Running.stack().serviceUri("credentials"));
        assertThat(direct.postJson(path, Map.of()).status()).isEqualTo(401);
        Answer forged = direct.send(
                direct.base().resolve(path),
                request -> request.header("Authorization", "Bearer eyJhbGciOiJub25lIn0.e30.")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{}")));
        assertThat(forged.status()).isEqualTo(401);
        assertThat(forged.header("content-type").orElse("")).startsWith("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/login", "/consent", "/auth/logout", "/login/2fa"})
    void a_form_of_another_site_is_refused(String path) {
        Person victim = journey.person();
        journey.login(victim, Running.admin().newUser("vic"));
        Answer answer = victim.send(
                victim.base().resolve(path),
                request -> request.header("Origin", "https://evil.example")
                        .header("Sec-Fetch-Site", "cross-site")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(Form.encode(Map.of("username", "eve", "password", "eve")))));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(403);
        assertThat(victim.get("/account").status()).isEqualTo(200);
    }

    /** OpenID Connect RP-Initiated Logout 1.0 section 2: clients may POST here; the user is asked before a session ends. */
    @Test
    void a_logout_form_of_another_site_only_asks() {
        Person victim = journey.person();
        journey.login(victim, Running.admin().newUser("vic"));
        Answer answer = victim.send(
                victim.base().resolve("/logout"),
                request -> request.header("Origin", "https://evil.example")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("action=logout")));
        assertThat(victim.follow(answer).page().select("form[action=/logout]")).hasSize(1);
        assertThat(victim.get("/account").status()).isEqualTo(200);
    }

    @Test
    void a_form_of_ours_without_its_token_does_nothing_and_is_shown_anew() {
        Person victim = journey.person();
        journey.login(victim, Running.admin().newUser("vic"));
        for (Map<String, String> form : List.of(Map.<String, String>of(), Map.of("form_token", "x".repeat(43)))) {
            Answer answer = victim.postForm("/auth/logout", form);
            assertThat(answer.status()).as(answer.toString()).isEqualTo(303);
            assertThat(answer.location().getHost()).isEqualTo(victim.base().getHost());
        }
        assertThat(victim.get("/account").status()).isEqualTo(200);
    }

    @Test
    void a_script_of_another_site_is_refused() {
        Person victim = journey.person();
        journey.login(victim, Running.admin().newUser("vic"));
        Answer answer = victim.send(
                victim.base().resolve("/webauthn/register/start"),
                request -> request.header("Origin", "https://evil.example")
                        .header("Content-Type", "text/plain")
                        .POST(BodyPublishers.ofString("{}")));
        assertThat(answer.status()).isIn(403, 415);
    }

    @Test
    void a_request_of_another_site_starts_at_authorize_and_keeps_its_parameters() {
        var shop = RelyingParty.register(Running.stack().edgeUri());
        var pending = shop.request("openid", Map.of());
        Person visitor = journey.person();
        Answer answer = visitor.send(
                visitor.base().resolve("/authorize"),
                request -> request.header("Origin", "https://shop.example")
                        .header("Sec-Fetch-Site", "cross-site")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(pending.uri().getRawQuery())));
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.location().getPath()).isEqualTo("/authorize");
        Answer page = visitor.follow(answer);
        assertThat(page.uri().getPath()).isEqualTo("/login");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/login", "/.well-known/openid-configuration", "/token", "/account", "/nowhere-at-all"})
    void every_answer_has_the_security_headers(String path) {
        Answer answer = journey.person().get(path);
        if (!path.equals("/nowhere-at-all")) {
            assertThat(answer.header("content-security-policy").orElse(""))
                    .contains("frame-ancestors 'none'")
                    .doesNotContain("unsafe-inline");
            assertThat(answer.header("x-frame-options")).contains("DENY");
        }
        assertThat(answer.header("x-content-type-options")).contains("nosniff");
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "localhost:9091.evil.example", "169.254.169.254"})
    void the_admin_port_answers_no_foreign_host(String host) {
        RawHttp.Response response = RawHttp.postJson(
                Running.stack().adminUri(), "/graphql", host, Map.of(), "{\"query\":\"{ __typename }\"}");
        assertThat(response.status()).isIn(400, 403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "null", "http://localhost:9090"})
    void the_admin_port_answers_no_foreign_origin(String origin) {
        RawHttp.Response response = RawHttp.postJson(
                Running.stack().adminUri(),
                "/graphql",
                Running.stack().adminUri().getAuthority(),
                Map.of("Origin", origin),
                "{\"query\":\"{ __typename }\"}");
        assertThat(response.status()).isEqualTo(403);
    }
}
