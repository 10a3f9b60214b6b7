package dev.albireo.protocol;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Verifies the chains of the audit trail (decision 35): first what is known of their ends, then the records in any order. Records whose
 * predecessor has not come yet are remembered by their hashes alone, so that an export of any length is verified in little memory. It ends with
 * the first record that is not what it was. It needs the JDK alone, as {@link AuditChain} does.
 */
public final class AuditVerification {
    /** The {@code chain} of a record from before the chains. */
    public static final String BEFORE = "before";

    /** Records that may wait for their predecessors: events come in the order of their keys, not of their times. */
    private static final int WAITING = 1_000_000;

    private final Set<String> trusted;
    private final Set<String> keys = new TreeSet<>();
    private final Map<String, ChainState> chains = new TreeMap<>();
    private long heads;
    private long before;
    private @Nullable String broken;

    /** @param trusted the public keys, in base64, that heads may be signed with; if there are none, any key */
    public AuditVerification(Set<String> trusted) {
        this.trusted = Set.copyOf(trusted);
    }

    /**
     * The result.
     *
     * @param records those that are what they were
     * @param before records from before the chains, of which nothing can be said
     * @param unconfirmed records after a gap, behind all that is known of their chain's end
     * @param keys the public keys of the heads
     * @param broken the first record or head that is not what it was, and why
     */
    public record VerifiedTrail(
            long records,
            long chains,
            long heads,
            long before,
            long unconfirmed,
            Set<String> keys,
            Optional<String> broken) {
        /** Returns the result as a sentence. */
        public String summary() {
            return broken.map(what -> "broken: " + what)
                    .orElseGet(() -> records + " records in " + chains + " chains, " + heads + " signed heads, unbroken"
                            + (before == 0 ? "" : "; " + before + " records are older than the chains")
                            + (unconfirmed == 0 ? "" : "; " + unconfirmed + " records are newer than the last head"));
        }
    }

    /** Says that the last record of a chain, or a later one, has this sequence, and which hash it has. */
    public void end(String chain, long sequence, String hash) {
        chain(chain).expect(sequence, hash);
    }

    /** Adds a signed head, as {@link #end} does. */
    public void head(AuditHead head, String key, String signature) {
        if (!trusted.isEmpty() && !trusted.contains(key)) {
            breaks(head.chain() + ": the head of record " + head.sequence() + " is signed with another key, " + key);
        } else if (!head.isSignedBy(key, signature)) {
            breaks(head.chain() + ": the signature of the head of record " + head.sequence() + " is wrong");
        } else {
            heads++;
            keys.add(key);
            ChainState chain = chain(head.chain());
            if (head.removed()) {
                chain.removed = true;
            } else {
                chain.expect(head.sequence(), head.hash());
            }
        }
    }

    /**
     * Adds a record.
     *
     * @param chain null for a record in no chain
     * @param content its {@link AuditChain#content}
     * @param hash as it is stored
     */
    public void record(@Nullable String chain, long sequence, String eventId, String content, String hash) {
        if (broken != null) {
            return;
        }
        if (BEFORE.equals(chain)) {
            before++;
        } else if (chain == null) {
            breaks("the record of event " + eventId + " is in no chain: it was inserted");
        } else {
            chain(chain).add(sequence, new WaitingRecord(eventId, content, hash));
        }
    }

    /** Returns whether a record or head that is not what it was has been found, so that no more need be read. */
    public boolean isBroken() {
        return broken != null;
    }

    /** Returns the result, after the last record. */
    public VerifiedTrail result() {
        for (ChainState chain : chains.values()) {
            if (broken == null && !chain.removed && chain.next <= chain.required) {
                breaks(chain.missing());
            }
        }
        return new VerifiedTrail(
                chains.values().stream().mapToLong(chain -> chain.next - 1).sum(),
                chains.values().stream().filter(chain -> chain.next > 1).count(),
                heads,
                before,
                chains.values().stream()
                        .filter(chain -> !chain.removed)
                        .mapToLong(chain -> chain.waiting.size())
                        .sum(),
                Set.copyOf(keys),
                Optional.ofNullable(broken));
    }

    private void breaks(String what) {
        if (broken == null) {
            broken = what;
        }
    }

    private ChainState chain(String name) {
        return chains.computeIfAbsent(name, ChainState::new);
    }

    private record WaitingRecord(String eventId, String content, String hash) {}

    private final class ChainState {
        private final String name;
        private final Map<Long, WaitingRecord> waiting = new HashMap<>();
        private final Map<Long, String> known = new HashMap<>();
        private String previous;
        private long next = 1;
        private long required;
        private boolean removed;

        private ChainState(String name) {
            this.name = name;
            this.previous = AuditChain.start(name);
        }

        private void expect(long sequence, String hash) {
            String other = known.putIfAbsent(sequence, hash);
            if (other != null && !other.equals(hash)) {
                breaks(name + ": the signed head of record " + sequence + " has another hash than the chain");
            }
            required = Math.max(required, sequence);
        }

        private void add(long sequence, WaitingRecord record) {
            if (removed) {
                return;
            }
            if (sequence < next || waiting.putIfAbsent(sequence, record) != null) {
                breaks(at(sequence, record.eventId()) + " has a place that another record has: it was inserted");
                return;
            }
            WaitingRecord following = waiting.remove(next);
            while (following != null && broken == null) {
                append(following);
                following = waiting.remove(next);
            }
            if (waiting.size() > WAITING) {
                breaks(missing());
            }
        }

        private void append(WaitingRecord record) {
            if (!AuditChain.link(previous, record.content()).equals(record.hash())) {
                breaks(at(next, record.eventId()) + " was changed, or a record before it was replaced");
            } else if (!known.getOrDefault(next, record.hash()).equals(record.hash())) {
                breaks(at(next, record.eventId()) + " has another hash than the head of the chain");
            } else {
                previous = record.hash();
                next++;
            }
        }

        private String at(long sequence, String eventId) {
            return name + ": record " + sequence + " (event " + eventId + ")";
        }

        private String missing() {
            return name + ": record " + next + " is missing"
                    + (next == 1 ? "; a whole month, in UTC, is needed to verify it" : "");
        }
    }
}
