package dev.albireo.oauth.client.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResponseTypesConfigTest {
    @Test
    void only_code_is_offered_unless_an_operator_says_more() {
        assertThat(new ResponseTypes(read(Map.of())).names()).containsExactly("code");
        assertThat(new ResponseTypes(read(Map.of("albireo.authorize.implicit", "true"))).names())
                .hasSize(6)
                .doesNotContain("token");
    }

    private static ResponseTypesConfig read(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withMapping(ResponseTypesConfig.class)
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build()
                .getConfigMapping(ResponseTypesConfig.class);
    }
}
