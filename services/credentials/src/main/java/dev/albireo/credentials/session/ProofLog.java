package dev.albireo.credentials.session;

import dev.albireo.policy.AuthenticationMethod;
import dev.albireo.policy.Proof;
import dev.albireo.policy.Proofs;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Pure rules on a session's list of proofs: its growth and its freshness. */
public final class ProofLog {
    private ProofLog() {}

    /**
     * Returns the proofs with a further one. The first is kept as {@code auth_time}; of later ones of the same method and code only the newest is
     * kept, so that the list is bounded.
     */
    public static Proofs with(Proofs proofs, Proof further) {
        List<Proof> list = proofs.list();
        Stream<Proof> kept = list.stream()
                .skip(1)
                .filter(proof ->
                        proof.method() != further.method() || !proof.code().equals(further.code()));
        return new Proofs(Stream.of(list.stream().limit(1), kept, Stream.of(further))
                .flatMap(proof -> proof)
                .toList());
    }

    /** Returns whether the method is a passkey of any kind. */
    public static boolean isPasskey(AuthenticationMethod method) {
        return method == AuthenticationMethod.DEVICE_PASSKEY || method == AuthenticationMethod.SYNCED_PASSKEY;
    }

    /** Returns when a passkey was last proved. */
    public static Optional<Instant> passkeyAt(Proofs proofs) {
        return latest(proofs.list().stream().filter(proof -> isPasskey(proof.method())));
    }

    /** Returns when the password was last proved. */
    public static Optional<Instant> passwordAt(Proofs proofs) {
        return latest(proofs.list().stream().filter(proof -> proof.method() == AuthenticationMethod.PASSWORD));
    }

    /** Returns when a code of an application, a delivered or a recovery code was last proved. */
    public static Optional<Instant> codeAt(Proofs proofs) {
        return latest(proofs.list().stream().filter(proof -> proof.method() == AuthenticationMethod.CODE));
    }

    /** Returns whether a proof was made within {@code lifetime}. */
    public static boolean isRecent(Optional<Instant> proved, Duration lifetime, Instant now) {
        return proved.filter(at -> !now.isAfter(at.plus(lifetime))).isPresent();
    }

    private static Optional<Instant> latest(Stream<Proof> proofs) {
        return proofs.map(Proof::at).max(Instant::compareTo);
    }
}
