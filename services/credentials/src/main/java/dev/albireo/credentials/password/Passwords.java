package dev.albireo.credentials.password;

import dev.albireo.credentials.password.PasswordHashing.Check;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Verifies and sets passwords. */
@ApplicationScoped
@Startup
public class Passwords {
    private final PasswordStore store;
    private final HashPool pool;
    private final Clock clock;
    /** Chosen beside the start of the service; only the threads of the pool wait for it. */
    private final CompletableFuture<PasswordHashing> hashing;

    Passwords(PasswordStore store, HashPool pool, PasswordConfig config, Clock clock) {
        this.store = store;
        this.pool = pool;
        this.clock = clock;
        this.hashing = CompletableFuture.supplyAsync(
                () -> PasswordHashing.with(config),
                choice -> Thread.ofPlatform().daemon().name("password-choice").start(choice));
    }

    /** Returns whether this is the user's password. False for an unknown user or one without a password, after the same work. */
    public Uni<Boolean> matches(Optional<UUID> subject, String submitted, HashCaller caller) {
        return subject.map(this::stored)
                .orElse(Uni.createFrom().item(Optional.empty()))
                .chain(stored -> matchesStored(stored, submitted, caller));
    }

    /** As {@link #matches}, with the password as it was read before. */
    public Uni<Boolean> matchesStored(Optional<StoredPassword> stored, String submitted, HashCaller caller) {
        SubmittedPassword password = SubmittedPassword.of(submitted);
        Optional<String> phc = stored.flatMap(StoredPassword::phc);
        return pool.run(caller, () -> hashing.join().check(phc, password))
                .call(check -> rehash(stored, check))
                .map(Check::matches);
    }

    /** Returns the hash of a new password, to be {@link #set} in a later transaction, which is shorter without the hashing. */
    public Uni<String> hash(NewPassword password, HashCaller caller) {
        return pool.run(caller, () -> hashing.join().argon2().hash(password.text()));
    }

    /** Sets the user's password to this hash, one of ours or an {@link ImportedHash}, in the caller's Panache transaction. */
    public Uni<Void> set(UUID subject, String phc) {
        return store.set(subject, phc, clock.instant());
    }

    /** Sets the hashes of new accounts, as {@link #set}, with few statements. */
    public Uni<Void> setAll(Map<UUID, String> hashes) {
        return store.setAll(hashes, clock.instant());
    }

    /** Returns when the user's password was last set, in the caller's Panache transaction. */
    public Uni<Optional<Instant>> changedAt(UUID subject) {
        return store.changedAt(subject);
    }

    /** Returns whether the user has a password. */
    public Uni<Boolean> exists(UUID subject) {
        return stored(subject).map(stored -> stored.flatMap(StoredPassword::phc).isPresent());
    }

    private Uni<Void> rehash(Optional<StoredPassword> stored, Check check) {
        return check.after().isEmpty()
                ? Uni.createFrom().voidItem()
                : Panache.withTransaction(() -> store.rehash(
                        stored.orElseThrow().subject(),
                        check.before().orElseThrow(),
                        check.after().orElseThrow()));
    }

    private Uni<Optional<StoredPassword>> stored(UUID subject) {
        return Panache.withSession(() -> store.phcOf(subject))
                .map(phc -> Optional.of(new StoredPassword(subject, phc)));
    }
}
