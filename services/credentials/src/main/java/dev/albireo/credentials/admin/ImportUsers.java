package dev.albireo.credentials.admin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.credentials.passkey.ImportedPasskey;
import dev.albireo.credentials.passkey.PasskeyImports;
import dev.albireo.credentials.password.HashCaller;
import dev.albireo.credentials.password.ImportedHash;
import dev.albireo.credentials.password.NewPassword;
import dev.albireo.credentials.password.Passwords;
import dev.albireo.credentials.totp.TotpEnrolments;
import dev.albireo.credentials.user.ImportAccounts;
import dev.albireo.credentials.user.ImportedAccount;
import dev.albireo.credentials.user.ImportedAccount.NewAccount;
import dev.albireo.credentials.user.ImportedAccount.RefusedAccount;
import dev.albireo.credentials.user.ImportedProfile;
import dev.albireo.credentials.user.Users;
import dev.albireo.events.AuditAction;
import dev.albireo.events.Event;
import dev.albireo.events.UserState;
import dev.albireo.outbox.Audit;
import dev.albireo.outbox.Outbox;
import dev.albireo.web.Actor;
import dev.albireo.web.Problem;
import dev.albireo.web.ProblemRefusal;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Creates the users of a batch, each line by itself, in one transaction with few statements: accounts, password hashes, authenticator
 * applications, passkeys, and the same events and audit records as for users that are created one at a time. Passwords are hashed before, and only
 * those of users that will be created. {@code oauth} learns of the users by their events, before which it asks at their first sign-in.
 */
@ApplicationScoped
class ImportUsers {
    /** How many lines a batch has at most. */
    static final int MAX_LINES = 100;

    /** Hashes of one batch that wait at once, so that the share of administration in the queue has room for others. */
    private static final int CONCURRENT_HASHES = 8;

    private static final int RETRIES = 3;

    private final ImportAccounts accounts;
    private final Passwords passwords;
    private final TotpEnrolments enrolments;
    private final PasskeyImports passkeys;
    private final Outbox outbox;
    private final Audit audit;
    private final Actor actor;

    ImportUsers(
            ImportAccounts accounts,
            Passwords passwords,
            TotpEnrolments enrolments,
            PasskeyImports passkeys,
            Outbox outbox,
            Audit audit,
            Actor actor) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.enrolments = enrolments;
        this.passkeys = passkeys;
        this.outbox = outbox;
        this.audit = audit;
        this.actor = actor;
    }

    /** A line that could be read, or what is wrong with it. */
    private record ReadLine(JsonNode json, Optional<ImportedUser> user, Optional<ProblemRefusal> refusal) {
        private static ReadLine of(JsonNode json, PasskeyImports passkeys) {
            try {
                return new ReadLine(json, Optional.of(ImportedUser.of(json, passkeys)), Optional.empty());
            } catch (ProblemRefusal refusal) {
                return refused(json, refusal);
            }
        }

        private static ReadLine refused(JsonNode json, ProblemRefusal refusal) {
            return new ReadLine(json, Optional.empty(), Optional.of(refusal));
        }

        private boolean hasPasskeys() {
            return user.filter(line -> !line.passkeys().isEmpty()).isPresent();
        }
    }

    /** A user and what became of it. */
    private record Imported(ImportedUser user, ImportedAccount account) {
        private Optional<UserState> created() {
            return account instanceof NewAccount(UserState state) ? Optional.of(state) : Optional.empty();
        }
    }

    /** Returns in their order what became of these lines. */
    Uni<List<ImportedLine>> create(List<JsonNode> lines) {
        return read(lines).chain(this::create);
    }

    private Uni<List<ImportedLine>> create(ReadBatch batch) {
        List<ImportedUser> users = users(batch.lines());
        return examined(users)
                .chain(this::hashed)
                .chain(hashes -> Uni.createFrom()
                        .deferred(() -> Panache.withTransaction(() -> commit(users, hashes)))
                        .onFailure(Users::isUniqueViolation)
                        .retry()
                        .atMost(RETRIES)
                        .onFailure(Users::isUniqueViolation)
                        .transform(lostRace -> Problem.CONFLICT.because(
                                "another request is creating users of this batch; send it again", "users")))
                .map(imported -> described(batch.lines(), imported));
    }

    /** Returns what {@link #create} would, without effect. */
    Uni<List<ImportedLine>> examine(List<JsonNode> lines) {
        return read(lines)
                .chain(batch -> examined(users(batch.lines())).map(imported -> described(batch.lines(), imported)));
    }

    /** The lines of a batch; those of new users whose passkeys are registered already are refused. */
    private record ReadBatch(List<ReadLine> lines) {}

    private Uni<ReadBatch> read(List<JsonNode> lines) {
        List<ReadLine> read =
                lines.stream().map(line -> ReadLine.of(line, passkeys)).toList();
        return read.stream().noneMatch(ReadLine::hasPasskeys)
                ? Uni.createFrom().item(new ReadBatch(read))
                : examined(users(read))
                        .chain(imported -> passkeys.taken(imported.stream()
                                        .map(ImportUsers::newPasskeys)
                                        .toList())
                                .map(taken -> new ReadBatch(withoutTaken(read, taken))));
    }

    /** Those of a user that exists are not imported, so it does not matter that they are registered. */
    private static List<ImportedPasskey> newPasskeys(Imported imported) {
        return imported.created().isPresent() ? imported.user().passkeys() : List.of();
    }

    private static List<ReadLine> withoutTaken(List<ReadLine> read, List<Optional<String>> takenOfUsers) {
        Iterator<Optional<String>> taken = takenOfUsers.iterator();
        return read.stream()
                .map(line -> line.user().isEmpty()
                        ? line
                        : taken.next()
                                .map(id -> ReadLine.refused(
                                        line.json(),
                                        Problem.CONFLICT.because(
                                                "the credentialId " + id + " belongs to another user",
                                                ImportedPasskey.MEMBER)))
                                .orElse(line))
                .toList();
    }

    private Uni<List<Imported>> examined(List<ImportedUser> users) {
        return accounts.examine(profiles(users)).map(found -> imported(users, found));
    }

    private Uni<List<Imported>> commit(List<ImportedUser> users, List<Optional<String>> hashes) {
        return accounts.create(profiles(users))
                .map(found -> imported(users, found))
                .call(imported -> passwords.setAll(ofCreated(imported, hashes)))
                .call(imported -> enrolments.setAll(ofCreated(
                        imported, users.stream().map(ImportedUser::totp).toList())))
                .call(imported -> passkeys.addAll(ofCreated(
                        imported,
                        users.stream().map(user -> Optional.of(user.passkeys())).toList())))
                .call(this::recorded);
    }

    private Uni<Void> recorded(List<Imported> imported) {
        Event[] events = imported.stream()
                .flatMap(user -> user.created().stream())
                .map(state -> audit.success(
                        actor.name(), AuditAction.USER_CREATE, state.subject(), Map.of("by", "import"), null))
                .toArray(Event[]::new);
        return Panache.getSession().chain(hibernate -> outbox.append(hibernate, events));
    }

    /** Returns the hash of each user that will be created, where it has a password or a hash. */
    private Uni<List<Optional<String>>> hashed(List<Imported> examined) {
        return examined.isEmpty()
                ? Uni.createFrom().item(List.of())
                : Uni.join()
                        .all(examined.stream().map(this::hash).toList())
                        .usingConcurrencyOf(CONCURRENT_HASHES)
                        .andFailFast();
    }

    private Uni<Optional<String>> hash(Imported examined) {
        Optional<NewPassword> password =
                examined.user().password().filter(plain -> examined.created().isPresent());
        return password.map(plain ->
                        passwords.hash(plain, HashCaller.ADMINISTRATION).map(Optional::of))
                .orElseGet(() -> Uni.createFrom().item(examined.user().hash().map(ImportedHash::text)));
    }

    private static <T> Map<UUID, T> ofCreated(List<Imported> imported, List<Optional<T>> parts) {
        Map<UUID, T> ofCreated = new LinkedHashMap<>();
        IntStream.range(0, imported.size())
                .forEach(i -> imported.get(i)
                        .created()
                        .ifPresent(state ->
                                parts.get(i).ifPresent(part -> ofCreated.put(UUID.fromString(state.subject()), part))));
        return ofCreated;
    }

    private static List<ImportedUser> users(List<ReadLine> read) {
        return read.stream().flatMap(line -> line.user().stream()).toList();
    }

    private static List<ImportedProfile> profiles(List<ImportedUser> users) {
        return users.stream().map(ImportedUser::profile).toList();
    }

    private static List<Imported> imported(List<ImportedUser> users, List<ImportedAccount> found) {
        return IntStream.range(0, users.size())
                .mapToObj(i -> new Imported(users.get(i), found.get(i)))
                .toList();
    }

    private static List<ImportedLine> described(List<ReadLine> read, List<Imported> imported) {
        Iterator<Imported> accounts = imported.iterator();
        return IntStream.range(0, read.size())
                .mapToObj(i -> {
                    ReadLine line = read.get(i);
                    ImportedAccount account = line.refusal()
                            .<ImportedAccount>map(RefusedAccount::new)
                            .orElseGet(() -> accounts.next().account());
                    return ImportedLine.of(i + 1, line.json(), account);
                })
                .toList();
    }
}
