package dev.albireo.webhooks.otp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.protocol.JweKey;
import dev.albireo.secret.SecretSettings;
import dev.albireo.secret.SecretValues;
import dev.albireo.testkit.PostgresResource;
import dev.albireo.webhooks.Await;
import dev.albireo.webhooks.delivery.HandoverDecryption;
import dev.albireo.webhooks.otp.EndpointStore.EncryptedSecrets;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@DisplayName("The replacement of the key between credentials and webhooks")
class EndpointReencryptionTest {
    @Inject
    EndpointStore store;

    @Inject
    Stage stage;

    @Inject
    @ConfigProperty(name = "albireo.keys.delivery")
    String earlier;

    @Test
    void stored_secrets_are_encrypted_anew_and_then_need_the_old_key_no_more() {
        String id = stage.newConfig();
        stage.hear(stage.config(id, 1, "https://receiver.example/", 500));
        String before = encrypted(id);
        HandoverDecryption after = keys(Map.of("albireo.keys.delivery", key(7)));
        Await.on(() -> new EndpointReencryption(store, after).run());
        assertThat(encrypted(id)).as("without the earlier key").isEqualTo(before);

        HandoverDecryption between =
                keys(Map.of("albireo.keys.delivery", key(7), "albireo.keys.delivery-earlier", earlier));
        Await.on(() -> new EndpointReencryption(store, between).run());
        assertThat(encrypted(id)).isNotEqualTo(before);
        assertThat(after.webhook(encrypted(id)).headers()).containsEntry("X-Test", "1");

        String renewed = encrypted(id);
        Await.on(() -> new EndpointReencryption(store, between).run());
        assertThat(encrypted(id)).isEqualTo(renewed);
    }

    @Test
    void what_an_event_changed_meanwhile_stays() {
        String id = stage.newConfig();
        stage.hear(stage.config(id, 1, "https://receiver.example/", 500));
        EncryptedSecrets read = new EncryptedSecrets(id, encrypted(id));
        stage.hear(stage.config(id, 2, "https://other.example/", 500));
        String newer = encrypted(id);
        Await.on(() -> store.replace(read, JweKey.ofBase64(key(7)).encrypt("{}", "webhook+jwe")));
        assertThat(encrypted(id)).isEqualTo(newer);
    }

    private String encrypted(String id) {
        return Await.on(() -> store.secrets()).stream()
                .filter(secrets -> secrets.id().equals(id))
                .findFirst()
                .orElseThrow()
                .encrypted();
    }

    private static HandoverDecryption keys(Map<String, String> settings) {
        SecretValues values = new SecretValues(key -> Optional.ofNullable(settings.get(key)));
        return new HandoverDecryption(new SecretSettings(values, List.of()));
    }

    private static String key(int filling) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) filling);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
