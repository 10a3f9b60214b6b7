package dev.albireo.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Json;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.Running;
import dev.albireo.testkit.SoftPasskey;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Passkeys that another provider of the same relying party registered")
class PasskeyImportTest {
    private static final int SIGNATURES = 7;

    private final URI issuer = Running.stack().edgeUri();
    private final KeyPair keys = keys("secp256r1");
    private final byte[] id = UUID.randomUUID().toString().getBytes(UTF_8);
    private final byte[] handle = ("their-user-" + UUID.randomUUID()).getBytes(UTF_8);
    private final String username = "moved-" + UUID.randomUUID();

    @Test
    void an_imported_passkey_signs_in_and_its_counter_continues() {
        assertThat(imported(exported(keys)).path("outcome").asText()).isEqualTo("CREATED");

        Answer signedIn = signIn(SoftPasskey.enrolled(issuer, id, handle, keys, SIGNATURES));
        assertThat(signedIn.json().path("verified").asBoolean())
                .as(signedIn.toString())
                .isTrue();

        assertThat(signIn(SoftPasskey.enrolled(issuer, id, handle, keys, 0)).status())
                .as("a copy of the key with an older counter")
                .isEqualTo(401);
        assertThat(signIn(SoftPasskey.enrolled(issuer, id, "another".getBytes(UTF_8), keys, SIGNATURES + 5))
                        .status())
                .as("another user handle")
                .isEqualTo(401);
    }

    @Test
    void a_repeated_import_changes_nothing_and_a_credential_id_belongs_to_one_user() {
        imported(exported(keys));

        assertThat(imported(exported(keys)).path("outcome").asText()).isEqualTo("UNCHANGED");
        JsonNode refused = imported("moved-" + UUID.randomUUID(), exported(keys("secp256r1")));
        assertThat(refused.path("outcome").asText()).isEqualTo("REFUSED");
        assertThat(refused.path("field").asText()).isEqualTo("passkeys");
        assertThat(refused.path("reason").asText()).contains("belongs to another user");
    }

    @Test
    void a_passkey_of_another_relying_party_or_algorithm_is_refused_with_the_reason() {
        Map<String, Object> elsewhere = exported(keys);
        elsewhere.put("rpId", "other.example");
        assertThat(refusedFor(elsewhere)).startsWith("passkeys[0].rpId must be " + issuer.getHost());
        assertThat(refusedFor(exported(keys("secp384r1")))).startsWith("passkeys[0].publicKey must be a key of ES256");
        Map<String, Object> misspelt = exported(keys);
        misspelt.put("counter", 1);
        assertThat(refusedFor(misspelt)).startsWith("unknown field passkeys[0].counter");
    }

    private String refusedFor(Map<String, Object> passkey) {
        JsonNode line = imported(passkey);
        assertThat(line.path("outcome").asText()).isEqualTo("REFUSED");
        return line.path("reason").asText();
    }

    private JsonNode imported(Map<String, Object> passkey) {
        return imported(username, passkey);
    }

    private static JsonNode imported(String name, Map<String, Object> passkey) {
        String users = Json.write(Json.write(Map.of("userName", name, "passkeys", List.of(passkey))));
        return Running.admin()
                .data("mutation { importUsers(users: " + users + ") { lines { outcome field reason } } }")
                .at("/importUsers/lines/0");
    }

    private Map<String, Object> exported(KeyPair exported) {
        Map<String, Object> passkey = new LinkedHashMap<>();
        passkey.put("rpId", issuer.getHost());
        passkey.put("credentialId", Base64.getUrlEncoder().withoutPadding().encodeToString(id));
        passkey.put("userHandle", Base64.getEncoder().encodeToString(handle));
        passkey.put(
                "publicKey",
                Base64.getEncoder().encodeToString(exported.getPublic().getEncoded()));
        passkey.put("signCount", SIGNATURES);
        passkey.put("transports", List.of("internal"));
        passkey.put("name", "Phone");
        return passkey;
    }

    private static Answer signIn(SoftPasskey passkey) {
        Person person = Running.journey().person();
        Answer start = person.postJson("/webauthn/authenticate/start", Map.of());
        return person.postJson(
                "/webauthn/authenticate/finish",
                Map.of("credential", passkey.authenticate(start.json().at("/options/publicKey"))));
    }

    private static KeyPair keys(String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
