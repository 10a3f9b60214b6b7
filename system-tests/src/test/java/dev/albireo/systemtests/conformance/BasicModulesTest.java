package dev.albireo.systemtests.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.SignedJWT;
import dev.albireo.protocol.Sha256;
import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Form;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.Running;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Named as the suite names its modules. */
@DisplayName("Modules of Basic OP and Form Post OP: what an authorization gives")
class BasicModulesTest {
    private static final Map<String, String> NONE = Map.of("prompt", "none");

    @ParameterizedTest
    @Execution(CONCURRENT)
    @EnumSource
    void oidcc_server(Variant variant) throws Exception {
        SuiteRun run = SuiteRun.of(SuiteClient.of(variant), Map.of());
        run.userinfo();
        SignedJWT idToken = SignedJWT.parse(run.tokens().json().get("id_token").asText());
        assertThat(idToken.getHeader().getKeyID()).as("oidcc-idtoken-signature").isNotBlank();
        assertThat(run.idToken().getClaim("auth_time")).isNotNull();
    }

    @ParameterizedTest
    @Execution(CONCURRENT)
    @EnumSource
    void oidcc_userinfo_post_header_and_body(Variant variant) {
        SuiteRun run = SuiteRun.of(SuiteClient.of(variant), Map.of());
        assertThat(run.bearer("POST").json().get("sub").asText())
                .isEqualTo(run.idToken().getSubject());
        Person caller = new Person(Running.stack().edgeUri());
        Answer body = caller.send(
                caller.base().resolve("/userinfo"),
                request -> request.header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(Form.encode(Map.of("access_token", run.accessToken())))));
        assertThat(body.status()).as(body.toString()).isEqualTo(200);
        assertThat(body.json().get("sub").asText()).isEqualTo(run.idToken().getSubject());
    }

    @ParameterizedTest
    @Execution(CONCURRENT)
    @EnumSource
    void oidcc_ensure_request_without_nonce_succeeds_for_code_flow(Variant variant) {
        assertThat(SuiteRun.of(SuiteClient.of(variant), Map.of("nonce", ""))
                        .idToken()
                        .getClaim("nonce"))
                .isNull();
    }

    @ParameterizedTest
    @Execution(CONCURRENT)
    @CsvSource({
        "openid profile, name given_name family_name middle_name nickname profile picture website gender birthdate zoneinfo locale"
                + " preferred_username updated_at",
        "openid email, email email_verified",
        "openid address, address",
        "openid phone, phone_number phone_number_verified",
        "openid address email phone profile, name email address phone_number",
        "email openid, email"
    })
    void oidcc_scope_and_ensure_other_scope_order_succeeds(String scope, String claims) {
        for (Variant variant : Variant.values()) {
            Answer userinfo =
                    SuiteRun.of(SuiteClient.of(variant), Map.of("scope", scope)).userinfo();
            assertThat(userinfo.json().fieldNames()).toIterable().contains(claims.split(" "));
            assertThat(userinfo.json().path("address").isMissingNode()).isEqualTo(!scope.contains("address"));
        }
    }

    @ParameterizedTest
    @Execution(CONCURRENT)
    @CsvSource({
        "oidcc-display-page, display, page",
        "oidcc-display-popup, display, popup",
        "oidcc-ensure-request-with-unknown-parameter-succeeds, extra, foobar",
        "oidcc-login-hint, login_hint, user@example.com",
        "oidcc-ui-locales, ui_locales, se",
        "oidcc-claims-locales, claims_locales, se",
        "oidcc-ensure-request-with-acr-values-succeeds, acr_values, 1 2"
    })
    void parameters_that_must_not_hinder(String module, String name, String value) {
        for (Variant variant : Variant.values()) {
            SuiteRun.of(SuiteClient.of(variant), Map.of(name, value)).userinfo();
        }
    }

    @ParameterizedTest
    @Execution(CONCURRENT)
    @EnumSource
    void oidcc_claims_essential(Variant variant) {
        SuiteRun run = SuiteRun.of(
                SuiteClient.of(variant), Map.of("claims", "{\"userinfo\":{\"name\":{\"essential\":true}}}"));
        assertThat(run.userinfo().json().get("name").asText()).isEqualTo("Ada King");
    }

    @ParameterizedTest
    @Execution(CONCURRENT)
    @EnumSource
    void oidcc_prompt_login(Variant variant) {
        SuiteClient client = SuiteClient.of(variant);
        SuiteRun first = SuiteRun.of(client, Map.of());
        await().until(() -> Instant.now().getEpochSecond() > authTime(first));
        Map<String, String> request = client.request(Map.of("prompt", "login"));
        Answer page = SuiteClient.ask(first.person(), request);
        assertThat(page.uri().getPath()).isEqualTo("/login");
        SuiteRun second = SuiteRun.ended(client, first.person(), request, page);
        assertThat(authTime(second)).isGreaterThan(authTime(first));
        assertThat(second.idToken().getSubject()).isEqualTo(first.idToken().getSubject());
    }

    @ParameterizedTest
    @Execution(CONCURRENT)
    @EnumSource
    void oidcc_prompt_none_not_logged_in(Variant variant) {
        SuiteClient client = SuiteClient.of(variant);
        Map<String, String> request = client.request(NONE);
        assertThat(client.received(SuiteClient.ask(Running.journey().person(), request)))
                .containsEntry("error", "login_required")
                .containsEntry("state", request.get("state"));
    }

    @ParameterizedTest
    @Execution(CONCURRENT)
    @EnumSource
    void oidcc_prompt_none_logged_in_and_id_token_hint(Variant variant) {
        SuiteClient client = SuiteClient.of(variant);
        SuiteRun first = SuiteRun.of(client, Map.of());
        SuiteRun silent = SuiteRun.by(client, first.person(), NONE);
        SuiteRun hinted = SuiteRun.by(
                client,
                first.person(),
                Map.of(
                        "prompt",
                        "none",
                        "id_token_hint",
                        first.tokens().json().get("id_token").asText()));
        assertThat(silent.idToken().getSubject()).isEqualTo(first.idToken().getSubject());
        assertThat(authTime(silent)).isEqualTo(authTime(first));
        assertThat(hinted.idToken().getSubject()).isEqualTo(first.idToken().getSubject());
    }

    /** The suite runs with the threshold of the {@code max_age} rule at 0; here a second factor would be required too. */
    @ParameterizedTest
    @Execution(CONCURRENT)
    @EnumSource
    void oidcc_max_age_1(Variant variant) {
        SuiteClient client = SuiteClient.of(variant);
        SuiteRun first = SuiteRun.of(client, Map.of());
        await().until(() -> Instant.now().getEpochSecond() > authTime(first) + 1);
        Answer page = SuiteClient.ask(first.person(), client.request(Map.of("max_age", "1")));
        assertThat(page.uri().getPath()).as(page.toString()).startsWith("/login");
    }

    @ParameterizedTest
    @Execution(CONCURRENT)
    @EnumSource
    void oidcc_max_age_10000(Variant variant) {
        SuiteClient client = SuiteClient.of(variant);
        SuiteRun first = SuiteRun.of(client, Map.of());
        SuiteRun second = SuiteRun.by(client, first.person(), Map.of("max_age", "10000", "prompt", "none"));
        assertThat(authTime(second)).isEqualTo(authTime(first));
    }

    @ParameterizedTest
    @Execution(CONCURRENT)
    @EnumSource
    void oidcc_ensure_request_with_valid_pkce_succeeds(Variant variant) {
        SuiteClient client = SuiteClient.of(variant);
        String verifier = "v".repeat(64);
        Person person = Running.journey().person();
        Map<String, String> request =
                client.request(Map.of("code_challenge", Sha256.of(verifier), "code_challenge_method", "S256"));
        Map<String, String> received = client.answer(person, SuitePerson.USERNAME, SuiteClient.ask(person, request));
        assertThat(client.redeem(received.getOrDefault("code", ""), Map.of("code_verifier", verifier))
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @Execution(CONCURRENT)
    @EnumSource
    void oidcc_ensure_post_request_succeeds(Variant variant) {
        SuiteClient client = SuiteClient.of(variant);
        Map<String, String> request = client.request(Map.of());
        Person person = Running.journey().person();
        Answer first = person.follow(person.postForm("/authorize", request));
        SuiteRun.ended(client, person, request, first).userinfo();
    }

    @ParameterizedTest
    @Execution(CONCURRENT)
    @EnumSource
    void oidcc_refresh_token(Variant variant) {
        SuiteClient client = SuiteClient.of(variant);
        SuiteRun run = SuiteRun.of(client, Map.of("scope", "openid offline_access", "prompt", "consent"));
        String refreshToken = run.tokens().json().get("refresh_token").asText();
        Answer refreshed = client.token(Map.of("grant_type", "refresh_token", "refresh_token", refreshToken));
        assertThat(refreshed.status()).as(refreshed.toString()).isEqualTo(200);
        var idToken = SuiteRun.verified(refreshed.json().get("id_token").asText(), JWSAlgorithm.RS256);
        assertThat(idToken.getSubject()).isEqualTo(run.idToken().getSubject());
        assertThat(idToken.getAudience()).isEqualTo(run.idToken().getAudience());
        assertThat(idToken.getClaim("auth_time")).isEqualTo(run.idToken().getClaim("auth_time"));
        Answer others = SuiteClient.another(variant)
                .token(Map.of(
                        "grant_type",
                        "refresh_token",
                        "refresh_token",
                        refreshed.json().get("refresh_token").asText()));
        assertThat(others.status()).isEqualTo(400);
        assertThat(others.json().get("error").asText()).isEqualTo("invalid_grant");
    }

    private static long authTime(SuiteRun run) {
        return (long) run.idToken().getClaim("auth_time");
    }
}
