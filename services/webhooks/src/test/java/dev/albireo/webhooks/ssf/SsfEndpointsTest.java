package dev.albireo.webhooks.ssf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.web.WebConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The URLs of the transmitter")
class SsfEndpointsTest {
    @ParameterizedTest
    @CsvSource({
        "https://id.example, '', https://id.example/.well-known/oauth-protected-resource/ssf",
        "https://id.example/, '', https://id.example/.well-known/oauth-protected-resource/ssf",
        "https://id.example/a/b, /a/b, https://id.example/.well-known/oauth-protected-resource/a/b/ssf",
    })
    void RFC_9728_section_3_1_the_path_of_the_issuer_follows_the_name(String issuer, String path, String metadata) {
        SsfEndpoints endpoints = new SsfEndpoints(config(issuer));
        assertThat(endpoints.issuerPath()).isEqualTo(path);
        assertThat(endpoints.resourceMetadata()).isEqualTo(metadata);
        assertThat(endpoints.resource()).isEqualTo(endpoints.issuer() + "/ssf");
    }

    private static WebConfig config(String issuer) {
        return new SmallRyeConfigBuilder()
                .withMapping(WebConfig.class)
                .withDefaultValues(Map.of("albireo.issuer", issuer))
                .build()
                .getConfigMapping(WebConfig.class);
    }
}
