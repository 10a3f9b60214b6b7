package dev.albireo.webhooks.otp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.delivery.DeliveryLimitsConfig;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("albireo.deliveries")
class DeliveryLimitsTest {
    @Test
    void fifty_deliveries_are_in_progress_by_default_and_ten_of_them_to_one_receiver() {
        DeliveryLimitsConfig limits = limits(Map.of());

        assertThat(limits.inProgress()).isEqualTo(50);
        assertThat(limits.perReceiver()).isEqualTo(10);
    }

    @Test
    void an_operator_sets_both() {
        DeliveryLimitsConfig limits =
                limits(Map.of("albireo.deliveries.in-progress", "7", "albireo.deliveries.per-receiver", "3"));

        assertThat(limits.inProgress()).isEqualTo(7);
        assertThat(limits.perReceiver()).isEqualTo(3);
    }

    private static DeliveryLimitsConfig limits(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withMapping(DeliveryLimitsConfig.class)
                .withSources(new PropertiesConfigSource(settings, "settings", 100))
                .build()
                .getConfigMapping(DeliveryLimitsConfig.class);
    }
}
