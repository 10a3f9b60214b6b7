package dev.albireo.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.protocol.AuditChain.Personal;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The hash chain of the audit trail")
class AuditChainTest {
    private static final Instant AT = Instant.parse("2026-12-01T10:00:00.123456789Z");
    private static final String SALT = "AAAAAAAAAAAAAAAAAAAAAA";

    /** Exports that were made before must verify for ever: these values never change. */
    @Test
    void the_form_that_is_hashed_is_that_of_earlier_exports() {
        assertThat(AuditChain.start("access-2026-12")).isEqualTo("CTKWyXpFcMwa8kVn8LJCqHUVjugjKbYaWlw76br31zo");
        assertThat(content(1, "login", personal("alice", Map.of("method", "pwd"))))
                .isEqualTo("XGxcCOIRG6vk4jI26mw4fAxRdG-gFmEPv6j9ZsdRkIs");
        assertThat(AuditChain.link("a", "b")).isEqualTo("Xz1uPjXTIJwv0LfoZ6APOecNZhq7SPmDXzRv7gvw_-I");
    }

    @Test
    void every_member_of_a_record_counts_and_a_boundary_is_not_moved() {
        Personal alice = personal("alice", Map.of("method", "pwd"));
        assertThat(Stream.of(
                        content(1, "login", alice),
                        content(2, "login", alice),
                        content(1, "logout", alice),
                        content(1, "login", personal("bob", Map.of("method", "pwd"))),
                        content(1, "login", personal(null, Map.of("method", "pwd"))),
                        content(1, "login", personal("", Map.of("method", "pwd"))),
                        content(1, "login", personal("alice", Map.of("method", "otp"))),
                        content(1, "login", personal("alice", Map.of("methodp", "wd"))),
                        content(1, "login", new Personal("alice", "alice", null, alice.detail(), SALT, Map.of())),
                        content(1, "login", new Personal("alice", null, "alice", alice.detail(), SALT, Map.of()))))
                .doesNotHaveDuplicates();
    }

    @Test
    void nanoseconds_that_the_database_does_not_store_do_not_count() {
        assertThat(AuditChain.content("c", 1, "e", AT, "login", "success", personal("alice", Map.of())))
                .isEqualTo(AuditChain.content(
                        "c", 1, "e", AuditChain.stored(AT), "login", "success", personal("alice", Map.of())));
    }

    @Test
    void a_value_is_erased_without_changing_the_hash_and_the_others_still_count() {
        Personal before = new Personal("admin", "alice", "10.0.0.1", Map.of("name", "Alice"), SALT, Map.of());
        Map<String, String> erased = before.erasing(List.of("target", "detail"));
        Personal after = new Personal("admin", null, "10.0.0.1", Map.of(), null, erased);

        assertThat(content(1, "login", after)).isEqualTo(content(1, "login", before));
        assertThat(content(1, "login", new Personal("mallory", null, "10.0.0.1", Map.of(), null, erased)))
                .isNotEqualTo(content(1, "login", before));
        assertThat(erased).containsOnlyKeys("actor.salt", "address.salt", "target", "detail");
        Map<String, String> twice = after.erasing(List.of("address"));
        assertThat(content(1, "login", new Personal("admin", null, null, Map.of(), null, twice)))
                .isEqualTo(content(1, "login", before));
    }

    @Test
    void a_head_verifies_with_its_key_and_as_it_was_signed() {
        SignatureKey key = SignatureKey.ofSeed(Base64.getEncoder().encodeToString(new byte[32]));
        AuditHead head = new AuditHead("access-2026-12", 7, "hash", AT, false);
        String signature = key.sign(head.parts());

        assertThat(head.isSignedBy(key.publicKey(), signature)).isTrue();
        assertThat(new AuditHead("access-2026-12", 8, "hash", AT, false).isSignedBy(key.publicKey(), signature))
                .isFalse();
        assertThat(new AuditHead("access-2026-12", 7, "hash", AT, true).isSignedBy(key.publicKey(), signature))
                .isFalse();
        assertThat(head.isSignedBy(Base64.getEncoder().encodeToString(new byte[32]), signature))
                .isFalse();
        assertThat(head.isSignedBy("no key", signature)).isFalse();
        assertThat(head.isSignedBy(key.publicKey(), "%")).isFalse();
    }

    private static String content(long sequence, String action, Personal personal) {
        return AuditChain.content("access-2026-12", sequence, "event", AT, action, "success", personal);
    }

    private static Personal personal(@Nullable String actor, Map<String, String> detail) {
        return new Personal(actor, null, null, detail, SALT, Map.of());
    }
}
