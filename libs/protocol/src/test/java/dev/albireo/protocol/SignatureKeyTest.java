package dev.albireo.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 8032, signature keys of services")
class SignatureKeyTest {
    /** RFC 8032 section 7.1, TEST 2. */
    private static final String SEED = base64("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");

    private static final String PUBLIC = base64("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");

    private final SignatureKey key = SignatureKey.ofSeed(SEED);

    @Test
    void section_5_1_5_the_public_key_follows_from_the_seed() {
        assertThat(key.publicKey()).isEqualTo(PUBLIC);
    }

    @Test
    void what_it_signs_verifies_with_its_public_key_alone() {
        String signature = key.sign(parts("a", "b"));

        assertThat(SignatureKey.verifies(PUBLIC, signature, parts("a", "b"))).isTrue();
        assertThat(SignatureKey.verifies(SEED, signature, parts("a", "b"))).isFalse();
        assertThat(SignatureKey.verifies(PUBLIC, signature, parts("a", "c"))).isFalse();
        assertThat(SignatureKey.verifies(PUBLIC, "", parts("a", "b"))).isFalse();
        assertThat(SignatureKey.verifies(PUBLIC, "x".repeat(86), parts("a", "b")))
                .isFalse();
    }

    @Test
    void no_part_runs_into_the_next() {
        String signature = key.sign(parts("ab", "c"));

        assertThat(SignatureKey.verifies(PUBLIC, signature, parts("a", "bc"))).isFalse();
        assertThat(SignatureKey.verifies(PUBLIC, signature, parts("ab", "c", "")))
                .isFalse();
    }

    @Test
    void a_key_that_is_none_is_refused_and_never_shown() {
        assertThatThrownBy(() -> SignatureKey.ofSeed("c2hvcnQ="))
                .hasMessageContaining("5")
                .hasMessageNotContaining("c2hv");
        assertThatThrownBy(() -> SignatureKey.ofSeed("?")).hasMessageNotContaining("?");
        assertThat(key.toString()).doesNotContain(SEED);
    }

    private static List<byte[]> parts(String... parts) {
        return List.of(parts).stream().map(part -> part.getBytes(UTF_8)).toList();
    }

    private static String base64(String hex) {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
    }
}
