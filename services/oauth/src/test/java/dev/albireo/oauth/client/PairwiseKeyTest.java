package dev.albireo.oauth.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.albireo.secret.SecretSettings;
import dev.albireo.secret.SecretValues;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("OpenID Connect Core section 8.1, the key of pairwise subjects")
class PairwiseKeyTest {
    private static final UUID PERSON = new UUID(1, 2);

    @Test
    void a_replaced_key_of_client_secrets_leaves_the_subjects_as_they_were() {
        String before = subject(Map.of("albireo.keys.secrets", key(1)));
        assertThat(subject(Map.of("albireo.keys.secrets", key(1), "albireo.keys.subjects", key(1))))
                .isEqualTo(before);
        assertThat(subject(Map.of(
                        "albireo.keys.secrets", key(2),
                        "albireo.keys.secrets-earlier", key(1),
                        "albireo.keys.subjects", key(1))))
                .isEqualTo(before);
        assertThat(subject(Map.of("albireo.keys.secrets", key(2), "albireo.keys.subjects", key(1))))
                .isEqualTo(before);
    }

    @Test
    void without_a_key_of_their_own_that_of_client_secrets_is_not_replaced() {
        assertThatThrownBy(
                        () -> subject(Map.of("albireo.keys.secrets", key(2), "albireo.keys.secrets-earlier", key(1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("albireo.keys.subjects");
    }

    private static String subject(Map<String, String> settings) {
        SecretValues values = new SecretValues(key -> Optional.ofNullable(settings.get(key)));
        return new SubjectIdentifiers(new SecretSettings(values, List.of())).of(Optional.of("app.example"), PERSON);
    }

    private static String key(int filling) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) filling);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
