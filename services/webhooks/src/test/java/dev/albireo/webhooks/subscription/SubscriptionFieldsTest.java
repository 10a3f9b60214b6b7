package dev.albireo.webhooks.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.testkit.ResourceFields;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The page of resources lists the fields of WebhookSubscription")
class SubscriptionFieldsTest {
    @Test
    void each_with_its_type_and_no_others() {
        ResourceFields.of("WebhookSubscription")
                .check(
                        Map.of("url", "https://app.example/events", "eventTypes", List.of("albireo.*")),
                        Set.of(),
                        SubscriptionDeclaration::read);
    }

    @Test
    void each_with_its_other_name() {
        assertThat(ResourceFields.of("WebhookSubscription").otherNames())
                .isEqualTo(SubscriptionDeclaration.ALIASES.paths());
    }
}
