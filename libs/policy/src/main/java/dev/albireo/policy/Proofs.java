package dev.albireo.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a person proved in one session, in the order of proof; everything a token says about strength is derived here. */
public record Proofs(List<Proof> list) {

    public Proofs {
        list = List.copyOf(list);
    }

    /** Each method once, in the order of proof. */
    public List<String> amr() {
        return list.stream().map(proof -> proof.method().amr()).distinct().toList();
    }

    /** Whether two proofs of different families were made. */
    public boolean mfaVerified() {
        return list.stream().map(proof -> proof.method().family()).distinct().count() > 1;
    }

    public Acr acr() {
        return mfaVerified() ? Acr.AAL2 : Acr.AAL1;
    }

    /**
     * The first factor's time; a second factor does not move it.
     *
     * @throws IllegalStateException if nothing was proved
     */
    public Instant authTime() {
        return first().at();
    }

    /** The first factor's method. */
    public Method firstMethod() {
        return first().method();
    }

    /** When a proof of another family than the first one's was last made; empty while there is one factor only. */
    public Optional<Instant> secondFactorAt() {
        return list.stream()
                .filter(proof -> !list.isEmpty()
                        && proof.method().family() != first().method().family())
                .map(Proof::at)
                .max(Instant::compareTo);
    }

    /** Whether a second factor was proved, at most {@code lifetime} before {@code now}. */
    public boolean secondFactorHolds(Duration lifetime, Instant now) {
        return secondFactorAt().map(at -> !now.isAfter(at.plus(lifetime))).orElse(false);
    }

    /** These proofs and a further one. */
    public Proofs and(Proof proof) {
        return new Proofs(Stream.concat(list.stream(), Stream.of(proof)).toList());
    }

    private Proof first() {
        if (list.isEmpty()) {
            throw new IllegalStateException("a session has at least one proof");
        }
        return list.getFirst();
    }
}
