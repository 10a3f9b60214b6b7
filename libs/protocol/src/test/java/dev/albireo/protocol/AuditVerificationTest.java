package dev.albireo.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.protocol.AuditChain.Personal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The verification of the audit trail")
class AuditVerificationTest {
    private static final String CHAIN = "access-2026-12";
    private static final Instant AT = Instant.parse("2026-12-01T10:00:00Z");
    private static final SignatureKey KEY =
            SignatureKey.ofSeed(Base64.getEncoder().encodeToString(new byte[32]));

    private final List<Stored> trail = trail(20);
    private final AuditVerification verification = new AuditVerification(Set.of(KEY.publicKey()));

    private record Stored(long sequence, String eventId, String actor, String hash) {}

    @Test
    void records_in_any_order_are_unbroken() {
        List<Stored> shuffled = new ArrayList<>(trail);
        Collections.shuffle(shuffled, new Random(1));
        head(20);
        shuffled.forEach(this::add);

        assertThat(verification.result().summary()).isEqualTo("20 records in 1 chains, 1 signed heads, unbroken");
    }

    @Test
    void a_changed_record_is_named() {
        trail.set(4, new Stored(5, "e5", "mallory", trail.get(4).hash()));
        assertThat(broken()).isEqualTo(CHAIN + ": record 5 (event e5) was changed, or a record before it was replaced");
    }

    @Test
    void a_deleted_record_is_missing() {
        trail.remove(4);
        assertThat(broken()).isEqualTo(CHAIN + ": record 5 is missing");
    }

    @Test
    void the_last_records_are_missing_where_a_head_knows_of_them() {
        trail.subList(15, 20).clear();
        assertThat(broken()).isEqualTo(CHAIN + ": record 16 is missing");
    }

    @Test
    void two_records_that_changed_places_are_found() {
        Stored fifth = trail.get(4);
        Stored sixth = trail.get(5);
        trail.set(4, new Stored(5, sixth.eventId(), sixth.actor(), sixth.hash()));
        trail.set(5, new Stored(6, fifth.eventId(), fifth.actor(), fifth.hash()));
        assertThat(broken()).contains("record 5 (event e6) was changed");
    }

    @Test
    void an_inserted_record_is_named() {
        trail.add(new Stored(5, "x", "mallory", "hash"));
        assertThat(broken()).contains("record 5 (event x) has a place that another record has");
        AuditVerification other = new AuditVerification(Set.of());
        other.record(null, 0, "y", "", "");
        assertThat(other.result().broken()).contains("the record of event y is in no chain: it was inserted");
    }

    @Test
    void a_chain_that_was_written_anew_has_another_hash_than_its_head() {
        head(20);
        trail.clear();
        trail.addAll(trail(20, "mallory"));
        trail.forEach(this::add);
        assertThat(verification.result().broken().orElseThrow()).contains("record 20 (event e20) has another hash");
    }

    @Test
    void a_head_needs_a_trusted_key_and_a_valid_signature() {
        AuditHead head = new AuditHead(CHAIN, 20, trail.getLast().hash(), AT, false);
        SignatureKey other = SignatureKey.ofSeed(
                Base64.getEncoder().encodeToString("another seed of thirty-two bytes".getBytes(UTF_8)));
        verification.head(head, other.publicKey(), other.sign(head.parts()));
        assertThat(verification.result().broken().orElseThrow()).contains("signed with another key");
        AuditVerification any = new AuditVerification(Set.of());
        any.head(head, KEY.publicKey(), other.sign(head.parts()));
        assertThat(any.result().broken().orElseThrow()).contains("the signature of the head of record 20 is wrong");
    }

    @Test
    void a_removed_chain_needs_no_records_and_what_is_newer_than_the_end_may_have_gaps() {
        AuditHead head = new AuditHead("access-2025-01", 7, "hash", AT, true);
        verification.head(head, KEY.publicKey(), KEY.sign(head.parts()));
        head(15);
        trail.remove(17);
        trail.forEach(this::add);
        assertThat(verification.result().summary())
                .isEqualTo("17 records in 1 chains, 2 signed heads, unbroken; 2 records are newer than the last head");
    }

    private String broken() {
        head(20);
        trail.forEach(this::add);
        return verification.result().broken().orElseThrow();
    }

    private void head(int sequence) {
        AuditHead head =
                new AuditHead(CHAIN, sequence, trail(sequence).getLast().hash(), AT, false);
        verification.head(head, KEY.publicKey(), KEY.sign(head.parts()));
    }

    private void add(Stored stored) {
        verification.record(
                CHAIN,
                stored.sequence(),
                stored.eventId(),
                content(stored.sequence(), stored.eventId(), stored.actor()),
                stored.hash());
    }

    private static String content(long sequence, String eventId, String actor) {
        return AuditChain.content(
                CHAIN,
                sequence,
                eventId,
                AT,
                "login",
                "success",
                new Personal(actor, null, null, Map.of(), "salt", Map.of()));
    }

    private static List<Stored> trail(int count) {
        return trail(count, "alice");
    }

    private static List<Stored> trail(int count, String actor) {
        List<Stored> all = new ArrayList<>();
        String previous = AuditChain.start(CHAIN);
        for (int i = 1; i <= count; i++) {
            previous = AuditChain.link(previous, content(i, "e" + i, actor));
            all.add(new Stored(i, "e" + i, actor, previous));
        }
        return all;
    }
}
