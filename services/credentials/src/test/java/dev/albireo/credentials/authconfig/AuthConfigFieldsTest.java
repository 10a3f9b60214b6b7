package dev.albireo.credentials.authconfig;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.testkit.ResourceFields;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The page of resources lists the fields of AuthConfig")
class AuthConfigFieldsTest {
    @Test
    void each_with_its_type_and_no_others() {
        ResourceFields.of("AuthConfig")
                .check(
                        Map.of("twoFactor", Map.of("webhook", Map.of("endpoint", "https://app.example/otp"))),
                        Set.of(),
                        AuthConfigDeclaration::of);
    }

    @Test
    void none_has_another_name() {
        assertThat(ResourceFields.of("AuthConfig").otherNames()).isEmpty();
    }
}
