package dev.albireo.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.albireo.protocol.OpaqueToken.OpaqueTokenType;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Opaque values and session cookies")
class OpaqueTokenTest {
    private final SecureRandom random = new SecureRandom();
    private final MacKeys key = MacKeys.ofBase64(Base64.getEncoder().encodeToString(new byte[32]), List.of());

    @ParameterizedTest
    @EnumSource
    void a_value_parses_as_its_own_kind_and_no_other(OpaqueTokenType kind) {
        String value = OpaqueToken.random(kind, random).value();
        for (OpaqueTokenType other : OpaqueTokenType.values()) {
            assertThat(OpaqueToken.parse(other, value).isPresent()).isEqualTo(other == kind);
        }
    }

    @Test
    void neither_value_nor_cookie_nor_key_shows_in_text() {
        OpaqueToken opaque = OpaqueToken.random(OpaqueTokenType.REFRESH, random);
        SessionCookie cookie = SessionCookie.random(key, random);
        assertThat(opaque.toString()).doesNotContain(opaque.value());
        assertThat(cookie.toString()).doesNotContain(cookie.value());
        assertThat(key).hasToString("MacKeys[redacted]");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2970, 65_535})
    void a_label_can_be_read_from_a_value_and_changes_its_hash_alone(int label) {
        OpaqueToken plain = OpaqueToken.random(OpaqueTokenType.REFRESH, random);
        OpaqueToken labelled = plain.labelled(label);

        assertThat(plain.label()).isEmpty();
        assertThat(labelled.label()).hasValue(label);
        assertThat(OpaqueToken.parse(OpaqueTokenType.REFRESH, labelled.value())).contains(labelled);
        assertThat(labelled.value()).hasSameSizeAs(plain.value());
        assertThat(labelled.value().substring(6, 45)).isEqualTo(plain.value().substring(6, 45));
        assertThat(labelled.hash()).isNotEqualTo(plain.hash());
        assertThat(labelled.successor("seed").label()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65_536})
    void a_label_has_16_bits(int label) {
        OpaqueToken plain = OpaqueToken.random(OpaqueTokenType.REFRESH, random);
        assertThatThrownBy(() -> plain.labelled(label)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_cookie_with_a_right_checksum_parses() {
        SessionCookie cookie = SessionCookie.random(key, random);
        assertThat(SessionCookie.parse(key, cookie.value())).contains(cookie);
    }

    @Test
    void garbage_in_the_form_of_a_cookie_does_not_parse() {
        String forged = OpaqueToken.random(OpaqueTokenType.SESSION, random).value() + "." + "A".repeat(22);
        assertThat(SessionCookie.parse(key, forged)).isEmpty();
        assertThat(SessionCookie.parse(key, "")).isEmpty();
        assertThat(SessionCookie.parse(key, ".")).isEmpty();
        assertThat(SessionCookie.parse(key, SessionCookie.random(key, random).value() + "x"))
                .isEmpty();
    }

    @Test
    void parts_of_a_mac_do_not_run_into_each_other() {
        assertThat(key.tag("ab", "c")).isNotEqualTo(key.tag("a", "bc"));
    }

    @Test
    void a_bad_key_is_refused_without_showing_it() {
        assertThatThrownBy(() -> MacKey.ofBase64("c2VjcmV0"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("c2VjcmV0")
                .hasMessageNotContaining("secret");
    }
}
