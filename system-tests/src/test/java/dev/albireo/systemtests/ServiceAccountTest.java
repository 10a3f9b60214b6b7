package dev.albireo.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.albireo.systemtests.support.AlbireoCommand;
import dev.albireo.systemtests.support.AlbireoCommand.Ran;
import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Database;
import dev.albireo.systemtests.support.Json;
import dev.albireo.systemtests.support.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A pipeline manages AuthConfigs and Clients with its own key, and no user data")
class ServiceAccountTest {
    private static final List<String> FIELDS =
            List.of("name", "auth", "auth_config", "grant_types", "scope", "secret", "client_uri");

    private final String pipeline = "pipeline-" + UUID.randomUUID();
    private final String app = "app-" + UUID.randomUUID();

    @TempDir
    Path folder;

    private ECKey key;
    private AlbireoCommand administrator;
    private AlbireoCommand ci;

    @BeforeEach
    void an_administrator_declares_it() throws IOException, JOSEException {
        key = new ECKeyGenerator(Curve.P_256).keyID("ci").generate();
        Path pem = folder.resolve("ci.pem");
        Files.writeString(
                pem,
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(key.toECPrivateKey().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
        administrator = new AlbireoCommand(folder, Running.stack().adminUri());
        applied(administrator, account(pipeline, key));
        ci = new AlbireoCommand(folder, Running.stack().serviceUri("admin-guarded"))
                .with("ALBIREO_CLIENT_ID", pipeline)
                .with("ALBIREO_CLIENT_KEY", pem.toString());
    }

    @Test
    @Execution(CONCURRENT)
    void it_applies_shows_and_deletes_and_is_audited_by_its_name() {
        String config = "config-" + UUID.randomUUID();
        applied(ci, Map.of("resourceType", "AuthConfig", "id", config, "twoFactor", Map.of("issuerName", "CI")));
        applied(ci, client(app, Map.of("auth_config", config)));
        assertThat(ci.run("get", "Client", app, "-o", "json")
                        .json()
                        .at("/auth_config")
                        .asText())
                .isEqualTo(config);
        assertThat(ci.run("delete", "Client", app).code()).isZero();
        Database audit = new Database("admin");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(audit.count(
                                "SELECT count(*) FROM audit_record WHERE actor = ? AND target = ?",
                                "client:" + pipeline,
                                app))
                        .isEqualTo(2));
    }

    @Test
    @Execution(CONCURRENT)
    void it_cannot_say_where_codes_go() {
        String config = "config-" + UUID.randomUUID();
        Map<String, Object> webhook = Map.of("endpoint", "https://codes.example/hook");
        Map<String, Object> delivering = Map.of(
                "resourceType",
                "AuthConfig",
                "id",
                config,
                "twoFactor",
                Map.of("issuerName", "CI", "webhook", webhook));
        Map<String, Object> silent =
                Map.of("resourceType", "AuthConfig", "id", config, "twoFactor", Map.of("issuerName", "CI"));
        assertThat(apply(ci, delivering).code()).isEqualTo(77);
        applied(administrator, delivering);
        assertThat(apply(ci, silent).err()).contains("a service account cannot change the webhook");
        assertThat(ci.run("delete", "AuthConfig", config).code()).isEqualTo(77);
        applied(
                ci,
                Map.of(
                        "resourceType",
                        "AuthConfig",
                        "id",
                        config,
                        "twoFactor",
                        Map.of("issuerName", "CI 2", "webhook", webhook)));
    }

    @Test
    @Execution(CONCURRENT)
    void users_are_not_its_business() {
        Ran refused = apply(ci, Map.of("resourceType", "User", "id", app, "password", "a password of theirs"));
        assertThat(refused.code()).as(refused.toString()).isEqualTo(77);
        assertThat(refused.err()).contains("a service account may only use");
        assertThat(administrator.run("get", "User", app).code()).isEqualTo(1);
    }

    @ParameterizedTest
    @Execution(CONCURRENT)
    @ValueSource(
            strings = {
                "user list",
                "2fa-status user",
                "require-2fa user",
                "rotate-keys",
                "keys",
                "revoke-key x --reason leak",
                "audit",
                "get User"
            })
    void neither_is_anything_else(String command) {
        Ran refused = ci.run(command.split(" ", -1));
        assertThat(refused.code()).as(refused.toString()).isEqualTo(77);
    }

    @Test
    @Execution(CONCURRENT)
    void it_makes_and_changes_no_other_of_its_kind() throws JOSEException {
        ECKey another = new ECKeyGenerator(Curve.P_256).keyID("other").generate();
        assertThat(apply(ci, account("other-" + pipeline, another)).code()).isEqualTo(77);
        assertThat(apply(ci, account(pipeline, another)).code()).isEqualTo(77);
        assertThat(apply(ci, client(pipeline, Map.of())).code()).isEqualTo(77);
        assertThat(ci.run("delete", "Client", pipeline).code()).isEqualTo(77);
        assertThat(ci.run("get", "Client", pipeline, "-o", "json").json().toString())
                .contains("\"kid\":\"ci\"");
    }

    @Test
    @Execution(CONCURRENT)
    void a_token_from_before_is_worth_nothing_once_it_is_deleted() throws JOSEException {
        applied(ci, client(app, Map.of()));
        String token = token();
        AlbireoCommand later =
                new AlbireoCommand(folder, Running.stack().serviceUri("admin-guarded")).with("ALBIREO_TOKEN", token);
        assertThat(later.run("get", "Client", app).code()).isZero();
        assertThat(administrator.run("delete", "Client", pipeline).code()).isZero();
        assertThat(later.run("get", "Client", app).code()).isEqualTo(77);
        assertThat(ci.run("get", "Client", app).code()).isNotZero();
    }

    @Test
    @Execution(CONCURRENT)
    void it_writes_the_clients_and_fields_that_its_list_names() {
        applied(ci, client(app, Map.of()));
        refused(client("shop-" + app, Map.of()), "may not write the client shop-" + app);
        refused(client(app, Map.of("first_party", true)), "first-party clients");
        refused(
                client(app, Map.of("require_pushed_authorization_requests", true)),
                "may not write the fields require_pushed");
        refused(client(app, Map.of("tos_uri", "https://phish.example")), "may not write the fields tos_uri");
        applied(administrator, client("shop-" + app, Map.of()));
        assertThat(ci.run("delete", "Client", "shop-" + app).code()).isEqualTo(77);
    }

    @Test
    @Execution(CONCURRENT)
    void it_deletes_no_client_with_a_field_that_it_may_not_write() {
        applied(administrator, client(app, Map.of("tos_uri", "https://shop.example/terms")));
        Ran ran = ci.run("delete", "Client", app);
        assertThat(ran.code()).as(ran.toString()).isEqualTo(77);
        assertThat(ran.err()).contains("may not write the fields tos_uri");
        applied(administrator, client(app, Map.of()));
        assertThat(ci.run("delete", "Client", app).code()).isZero();
    }

    @Test
    @Execution(CONCURRENT)
    void without_a_list_it_writes_none() {
        Map<String, Object> account = new LinkedHashMap<>(account(pipeline, key));
        account.remove("manages");
        applied(administrator, account);
        refused(client(app, Map.of()), "see its manages.clients");
        refused(config("config-" + app, Map.of()), "see its manages.auth_configs");
        assertThat(ci.run("get", "Client", pipeline).code()).isZero();
    }

    @Test
    @Execution(CONCURRENT)
    void it_writes_the_AuthConfigs_that_its_list_names_and_none_for_all_clients() {
        String listed = "config-" + UUID.randomUUID();
        String other = "other-" + UUID.randomUUID();
        applied(ci, config(listed, Map.of()));
        refused(config(listed, Map.of("default", true)), "cannot change which AuthConfig is the default");
        refused(config(other, Map.of()), "may not write the AuthConfig " + other);
        applied(administrator, config(other, Map.of()));
        refused(config(other, Map.of("asidCookieMaxAge", 600)), "may not write the AuthConfig " + other);
        Ran rehearsed = ci.runWith(Json.write(config(other, Map.of())), "apply", "-f", "-", "--dry-run");
        assertThat(rehearsed.code()).as(rehearsed.toString()).isEqualTo(77);
        assertThat(ci.run("delete", "AuthConfig", other).code()).isEqualTo(77);
        assertThat(ci.run("delete", "AuthConfig", listed).code()).isZero();
        assertThat(ci.run("get", "AuthConfig", other).code()).isZero();
    }

    private static Map<String, Object> config(String id, Map<String, Object> more) {
        Map<String, Object> resource = new LinkedHashMap<>(more);
        resource.put("resourceType", "AuthConfig");
        resource.put("id", id);
        return resource;
    }

    private void refused(Map<String, Object> resource, String why) {
        Ran ran = apply(ci, resource);
        assertThat(ran.code()).as(ran.toString()).isEqualTo(77);
        assertThat(ran.err()).contains(why);
    }

    private String token() throws JOSEException {
        SignedJWT assertion = new SignedJWT(
                new JWSHeader(JWSAlgorithm.ES256),
                new JWTClaimsSet.Builder()
                        .issuer(pipeline)
                        .subject(pipeline)
                        .audience(Running.stack().edgeUri().toString())
                        .jwtID(UUID.randomUUID().toString())
                        .expirationTime(Date.from(Instant.now().plusSeconds(60)))
                        .build());
        assertion.sign(new ECDSASigner(key));
        Answer answer = Running.journey()
                .person()
                .postForm(
                        "/token",
                        Map.of(
                                "grant_type",
                                "client_credentials",
                                "client_assertion_type",
                                "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                                "client_assertion",
                                assertion.serialize()));
        return answer.json().get("access_token").asText();
    }

    private static Map<String, Object> account(String id, ECKey key) {
        return Map.of(
                "resourceType",
                "Client",
                "id",
                id,
                "grant_types",
                List.of("client_credentials"),
                "scope",
                List.of("albireo:resources"),
                "token_endpoint_auth_method",
                "private_key_jwt",
                "jwks",
                new JWKSet(key.toPublicJWK()).toJSONObject(),
                "manages",
                Map.of(
                        "clients",
                        List.of("app-*", "other-*", id),
                        "auth_configs",
                        List.of("config-*"),
                        "fields",
                        FIELDS));
    }

    private static Map<String, Object> client(String id, Map<String, Object> more) {
        Map<String, Object> resource = new LinkedHashMap<>(more);
        resource.put("resourceType", "Client");
        resource.put("id", id);
        resource.put("auth", Map.of("authorization_code", Map.of("redirect_uri", "https://app.example/cb")));
        return resource;
    }

    private static void applied(AlbireoCommand command, Map<String, ?> resource) {
        Ran ran = apply(command, resource);
        assertThat(ran.code()).as(ran.toString()).isZero();
    }

    private static Ran apply(AlbireoCommand command, Map<String, ?> resource) {
        return command.runWith(Json.write(resource), "apply", "-f", "-");
    }
}
