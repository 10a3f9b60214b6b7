package dev.albireo.oauth.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeyConfigTest {
    @Test
    void only_known_algorithms_are_offered_and_RS256_always() {
        assertThat(offered("RS256,ES256").names()).containsExactly("RS256", "ES256");
        assertThat(offered("RS256,ES256").contains(SigningAlgorithm.EDDSA)).isFalse();
        assertThatThrownBy(() -> offered("RS256,HS256"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("HS256");
        assertThatThrownBy(() -> offered("ES256"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("RS256");
    }

    static OfferedAlgorithms offered(String algorithms) {
        return new OfferedAlgorithms(read(Map.of("albireo.keys.data", "x", "albireo.keys.algorithms", algorithms)));
    }

    private static KeyConfig read(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withMapping(KeyConfig.class)
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build()
                .getConfigMapping(KeyConfig.class);
    }
}
