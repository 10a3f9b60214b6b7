package dev.albireo.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.albireo.protocol.DataKey;
import dev.albireo.systemtests.support.AlbireoCommand;
import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Database;
import dev.albireo.systemtests.support.Internal;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.RelyingParty;
import dev.albireo.systemtests.support.Running;
import dev.albireo.systemtests.support.StackRestart;
import dev.albireo.systemtests.support.StoredSigningKeys;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A compromised signing key is revoked, and every service rejects a token that was forged with it")
@StackRestart
class KeyRevocationTest {
    private static final Duration SECONDS = Duration.ofSeconds(15);
    private static final List<String> OAUTH = List.of("oauth", "oauth-2");

    private final Database oauth = new Database("oauth");
    private final RelyingParty shop = RelyingParty.confidential(Running.stack().edgeUri());

    @Test
    void the_active_key() throws JOSEException, ParseException {
        RSAKey leaked = privateKey("ACTIVE");
        Forgeries forgeries = forgeries(leaked);

        JsonNode revoked = Running.admin()
                .data("mutation { revokeSigningKey(kid: \"" + leaked.getKeyID()
                        + "\", reason: \"found in a log\") { algorithm kid } }")
                .get("revokeSigningKey");

        assertThat(revoked.findValuesAsText("kid")).hasSize(4).doesNotContain(leaked.getKeyID());
        everyServiceRejects(leaked, forgeries);
        theSystemGoesOn();
    }

    /** A retired key is still published, so that the tokens it signed can be verified. */
    @Test
    void a_retired_key_by_the_command(@TempDir Path home) throws JOSEException, ParseException {
        new StoredSigningKeys().age(Duration.ofMinutes(10));
        String active = privateKey("ACTIVE").getKeyID();
        Running.admin().data("mutation { rotateSigningKeys { kid } }");
        RSAKey leaked = privateKey("RETIRED");
        assertThat(leaked.getKeyID()).isEqualTo(active);
        Forgeries forgeries = forgeries(leaked);

        AlbireoCommand.Ran ran = new AlbireoCommand(home, Running.stack().adminUri())
                .run("revoke-key", "--reason", "found in a backup", "--", leaked.getKeyID());

        assertThat(ran.code()).as(ran.err()).isZero();
        everyServiceRejects(leaked, forgeries);
        await().atMost(SECONDS)
                .untilAsserted(() -> assertThat(Running.admin()
                                .data("{ auditRecords(first: 5, filter: {action: \"keys.revoke\", target: \""
                                        + leaked.getKeyID() + "\"}) { nodes { target } } }")
                                .toString())
                        .contains(leaked.getKeyID()));
        theSystemGoesOn();
    }

    /** Tokens for a user and for a service, signed with a compromised key. */
    private record Forgeries(String user, String service) {}

    /** Returns forgeries, which every service accepts until the key is revoked. */
    private Forgeries forgeries(RSAKey leaked) throws JOSEException, ParseException {
        String user = signed(leaked, SignedJWT.parse(personsToken()).getJWTClaimsSet());
        String service = signed(leaked, serviceClaims());
        for (String instance : OAUTH) {
            await().atMost(SECONDS)
                    .untilAsserted(() -> assertThat(userinfo(instance, user)).isEqualTo(200));
        }
        assertThat(active(user)).isTrue();
        assertThat(credentials(service)).isNotEqualTo(401);
        assertThat(guardedAdmin(signed(leaked, administratorsClaims()))).isNotEqualTo(401);
        return new Forgeries(user, service);
    }

    private void everyServiceRejects(RSAKey leaked, Forgeries forgeries) {
        await().atMost(SECONDS).untilAsserted(() -> {
            for (String instance : OAUTH) {
                assertThat(userinfo(instance, forgeries.user())).isEqualTo(401);
                assertThat(StoredSigningKeys.published(instance)).doesNotContain(leaked.getKeyID());
            }
            assertThat(active(forgeries.user())).isFalse();
            assertThat(credentials(forgeries.service())).isEqualTo(401);
            assertThat(guardedAdmin(signed(leaked, administratorsClaims()))).isEqualTo(401);
        });
    }

    /** Services get new tokens for each other, and users new ones for themselves. */
    private void theSystemGoesOn() {
        await().atMost(SECONDS).untilAsserted(() -> {
            JsonNode response =
                    Running.admin().graphql("{ signingKeys { kid state } }").json();
            assertThat(response.at("/data/signingKeys")).as(response.toString()).hasSizeGreaterThanOrEqualTo(8);
        });
        await().atMost(SECONDS)
                .untilAsserted(
                        () -> assertThat(Running.admin().newUser("after")).startsWith("after"));
        assertThat(userinfo("oauth", personsToken())).isEqualTo(200);
        await().atMost(SECONDS)
                .untilAsserted(() -> assertThat(credentials(Internal.token("admin", "internal:credentials")))
                        .isNotEqualTo(401));
    }

    private String personsToken() {
        return Running.journey()
                .tokens(
                        Running.journey().person(),
                        Running.admin().newUser("leak"),
                        shop,
                        shop.request("openid", Map.of()))
                .json()
                .get("access_token")
                .asText();
    }

    /** Returns the compromised key pair as the database and the settings have it. */
    private RSAKey privateKey(String state) throws ParseException {
        String row = oauth.texts("SELECT kid || ' ' || encode(private_jwk, 'base64') FROM signing_key WHERE state = '"
                        + state + "' AND algorithm = 'RS256' ORDER BY activated_at DESC")
                .getFirst();
        String kid = row.substring(0, row.indexOf(' '));
        byte[] encrypted = Base64.getMimeDecoder().decode(row.substring(row.indexOf(' ') + 1));
        DataKey key = DataKey.ofBase64(Internal.setting("oauth", "albireo.keys.data"));
        return RSAKey.parse(new String(key.decrypt(encrypted, kid), UTF_8));
    }

    private static String signed(RSAKey key, JWTClaimsSet claims) throws JOSEException {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .type(new JOSEObjectType("at+jwt"))
                        .keyID(key.getKeyID())
                        .build(),
                claims);
        jwt.sign(new RSASSASigner(key));
        return jwt.serialize();
    }

    private static JWTClaimsSet.Builder claims(String audience, String scope) {
        return new JWTClaimsSet.Builder()
                .issuer(Running.stack().edgeUri().toString().replaceFirst("/$", ""))
                .audience(audience)
                .issueTime(new Date())
                .expirationTime(Date.from(Instant.now().plusSeconds(300)))
                .jwtID(UUID.randomUUID().toString())
                .claim("scope", scope);
    }

    private static JWTClaimsSet serviceClaims() {
        return claims("albireo-credentials", "internal:credentials")
                .subject("oauth")
                .claim("client_id", "oauth")
                .build();
    }

    private static JWTClaimsSet administratorsClaims() {
        return claims("albireo-admin", "albireo:admin")
                .subject(UUID.randomUUID().toString())
                .claim("groups", List.of("administrators"))
                .claim("acr", "aal2")
                .claim("grant", UUID.randomUUID().toString())
                .build();
    }

    private static int userinfo(String instance, String token) {
        return bearer(Running.stack().serviceUri(instance).resolve("/userinfo"), token)
                .status();
    }

    private boolean active(String token) {
        return shop.introspect(token).json().get("active").asBoolean();
    }

    private static int credentials(String token) {
        return post("credentials", "/internal/sessions/lookup", token, "{\"cookieHash\":\"none\"}");
    }

    private static int guardedAdmin(String token) {
        return post("admin-guarded", "/graphql", token, "{\"query\":\"{ __typename }\"}");
    }

    private static int post(String instance, String path, String token, String json) {
        URI uri = Running.stack().serviceUri(instance).resolve(path);
        return new Person(uri)
                .send(
                        uri,
                        request -> request.header("Authorization", "Bearer " + token)
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(json)))
                .status();
    }

    private static Answer bearer(URI uri, String token) {
        return new Person(uri)
                .send(
                        uri,
                        request -> request.header("Authorization", "Bearer " + token)
                                .GET());
    }
}
