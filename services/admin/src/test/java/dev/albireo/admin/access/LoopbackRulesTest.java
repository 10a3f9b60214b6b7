package dev.albireo.admin.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Host and Origin that name this machine")
class LoopbackRulesTest {
    private final LoopbackRules rules = new LoopbackRules(9091);

    @ParameterizedTest
    @ValueSource(strings = {"localhost:9091", "127.0.0.1:9091", "[::1]:9091"})
    void its_own_names_do(String host) {
        assertThat(rules.allowsHost(host)).isTrue();
        assertThat(rules.allowsOrigin("http://" + host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "localhost",
                "localhost:9090",
                "evil.example:9091",
                "localhost:9091.evil.example",
                "127.0.0.1:90911"
            })
    void no_other_does(String host) {
        assertThat(rules.allowsHost(host)).isFalse();
        assertThat(rules.allowsOrigin("http://" + host)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://localhost:9091", "null", "http://localhost:9091@evil.example", "localhost:9091"})
    void an_origin_is_compared_whole(String origin) {
        assertThat(rules.allowsOrigin(origin)).isFalse();
    }
}
