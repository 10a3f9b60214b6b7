package dev.albireo.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What refuses to start")
class ModeCheckTest {
    @Test
    void development_on_loopback_with_an_http_issuer_starts() {
        assertThat(ModeCheck.wrong(true, false, false, "127.0.0.1")).isEmpty();
    }

    @Test
    void production_anywhere_starts() {
        assertThat(ModeCheck.wrong(false, true, true, "0.0.0.0")).isEmpty();
    }

    @Test
    void development_with_an_https_issuer_does_not() {
        assertThat(ModeCheck.wrong(true, false, true, "127.0.0.1"))
                .hasSize(1)
                .first()
                .asString()
                .contains("albireo.development");
    }

    @Test
    void development_beyond_loopback_does_not() {
        assertThat(ModeCheck.wrong(true, false, false, "0.0.0.0"))
                .hasSize(1)
                .first()
                .asString()
                .contains("quarkus.http.host");
    }

    @Test
    void anonymous_administrators_in_production_do_not() {
        assertThat(ModeCheck.wrong(false, false, true, "0.0.0.0"))
                .hasSize(1)
                .first()
                .asString()
                .contains("require-actor");
    }
}
