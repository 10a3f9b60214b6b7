package dev.albireo.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The proofs that a user gave in one session, in chronological order. Derives every claim of a token about
 * authentication strength.
 */
public record Proofs(List<Proof> list) {

    public Proofs {
        list = List.copyOf(list);
    }

    /** The {@code amr} value of a proof that is multi-factor authentication by itself (RFC 8176 section 2). */
    private static final String MFA = "mfa";

    /** Returns each method once, in the order of proof. */
    public List<String> amr() {
        return list.stream()
                .flatMap(proof -> proof.mfa()
                        ? Stream.of(proof.method().amr(), MFA)
                        : Stream.of(proof.method().amr()))
                .distinct()
                .toList();
    }

    /** Returns whether two proofs of different families were made, or one that is multi-factor authentication by itself. */
    public boolean mfaVerified() {
        return secondFactorAt().isPresent();
    }

    public Acr acr() {
        return mfaVerified() ? Acr.AAL2 : Acr.AAL1;
    }

    /**
     * Returns the time of the first factor; a second factor does not change it.
     *
     * @throws IllegalStateException if there is no proof
     */
    public Instant authTime() {
        return first().at();
    }

    /** Returns the first factor's method. */
    public AuthenticationMethod firstMethod() {
        return first().method();
    }

    /**
     * Returns the time of the latest proof of a family other than the first one's, or of one that is multi-factor
     * authentication by itself; empty while there is one factor only.
     */
    public Optional<Instant> secondFactorAt() {
        return list.stream()
                .filter(proof -> proof.mfa()
                        || proof.method().family() != first().method().family())
                .map(Proof::at)
                .max(Instant::compareTo);
    }

    /** Returns whether a second factor was proved, at most {@code lifetime} before {@code now}. */
    public boolean hasRecentSecondFactor(Duration lifetime, Instant now) {
        return secondFactorAt().map(at -> !now.isAfter(at.plus(lifetime))).orElse(false);
    }

    /**
     * Returns whether one of these factors was proved: as the first factor, or since {@code earliest}.
     *
     * @param kinds {@link SecondFactorKind#ANY} for any
     */
    public boolean includes(Set<SecondFactorKind> kinds, Instant earliest) {
        return kinds.equals(SecondFactorKind.ANY)
                || list.stream()
                        .filter(proof -> proof.equals(first()) || !proof.at().isBefore(earliest))
                        .anyMatch(proof -> proof.kind().filter(kinds::contains).isPresent());
    }

    /** Returns these proofs followed by a further one. */
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
