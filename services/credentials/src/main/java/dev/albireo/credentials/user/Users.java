package dev.albireo.credentials.user;

import dev.albireo.credentials.user.LoginIdentifier.Kind;
import dev.albireo.events.UserEvent.UserChanged;
import dev.albireo.events.UserState;
import dev.albireo.outbox.Outbox;
import dev.albireo.web.Ids;
import dev.albireo.web.Problem;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Accounts. What changes one runs in the caller's Panache transaction, bumps its version and appends {@code UserChanged} there.
 */
@ApplicationScoped
public class Users {
    private final UserStore store;
    private final Outbox outbox;
    private final Ids ids;
    private final Clock clock;

    Users(UserStore store, Outbox outbox, Ids ids, Clock clock) {
        this.store = store;
        this.outbox = outbox;
        this.ids = ids;
        this.clock = clock;
    }

    /** What became of an account, and whether that is different from before. */
    public record Changed(UserView user, boolean different) {}

    /** Returns the account that this name, id or verified address opens. */
    public Uni<Optional<UserState>> byLoginName(String typed) {
        return viewByLoginName(typed).map(found -> found.map(UserView::state));
    }

    /** As {@link #byLoginName}, as administrators see it. */
    public Uni<Optional<UserView>> viewByLoginName(String typed) {
        return LoginName.of(typed)
                .map(name -> Panache.withSession(() -> store.byName(name)).map(found -> found.map(User::view)))
                .orElse(Uni.createFrom().item(Optional.empty()));
    }

    /** Returns the account of this subject. */
    public Uni<Optional<UserState>> bySubject(UUID subject) {
        return viewBySubject(subject).map(found -> found.map(UserView::state));
    }

    /** As {@link #bySubject}, as administrators see it. */
    public Uni<Optional<UserView>> viewBySubject(UUID subject) {
        return Panache.withSession(() -> store.findById(subject))
                .map(found -> Optional.ofNullable(found).map(User::view));
    }

    /** Returns the hint to whoever delivers codes to this person, such as {@code sms}; not part of the public state. */
    public Uni<Optional<String>> otpTransport(UUID subject) {
        return Panache.withSession(() -> store.findById(subject))
                .map(found -> Optional.ofNullable(found).map(user -> user.otpTransport));
    }

    /** Makes every account newer than anything that was told of it before, up to {@code leap} changes ago, in the caller's transaction. */
    public Uni<Void> leap(int leap) {
        return store.update("version = version + ?1", leap).replaceWithVoid();
    }

    /** Tells the next accounts after {@code after} again, in the caller's transaction; answers the last, or nothing at the end. */
    public Uni<Optional<UUID>> tellAgain(UUID after, int count) {
        return store.after(after, count)
                .call(users -> Uni.join()
                        .all(users.stream().map(this::published).toList())
                        .usingConcurrencyOf(1)
                        .andFailFast())
                .map(users -> users.isEmpty() ? Optional.empty() : Optional.of(users.getLast().subject));
    }

    /** Locks the account until the caller's transaction ends. */
    public Uni<Optional<UserState>> lock(UUID subject) {
        return store.locked(subject).map(found -> found.map(User::state));
    }

    /** Returns the next accounts by name, one more than {@code limit} where there are more. */
    public Uni<List<UserView>> page(String after, String search, int limit) {
        return Panache.withSession(() -> store.page(after, search, limit + 1))
                .map(users -> users.stream().map(User::view).toList());
    }

    /** Names after {@code after} that open an account and could not be given today, among the next {@code limit} that may be such. */
    public Uni<RefusedNames> refusedNames(String after, int limit) {
        return Panache.withSession(() -> store.suspectNames(after, limit).chain(suspects -> {
            List<LoginIdentifier> refused = suspects.stream()
                    .filter(name -> LoginNameRules.violation(name).isPresent())
                    .toList();
            return store.of(refused).map(users -> RefusedNames.of(suspects, refused, users, limit));
        }));
    }

    /** Returns how many accounts are members. */
    public Uni<Long> members(String group) {
        return Panache.withSession(() -> store.members(group));
    }

    /** Makes an account; refused with {@code CONFLICT} when a name is taken, {@code UNPROCESSABLE} when it may not be so. */
    public Uni<UserView> create(NewUser wanted) {
        return create(wanted, Optional.empty(), user -> {}).map(DeclaredUser::user);
    }

    /** As above, of a declared resource, with all else that {@code further} sets. */
    Uni<DeclaredUser> create(NewUser wanted, Optional<String> resourceId, Consumer<User> further) {
        UserRules.check(wanted);
        User user = new User(ids.next(), wanted, UserRules.key(wanted.username()), now());
        user.resourceId = resourceId.orElse(null);
        further.accept(user);
        List<LoginIdentifier> names = names(user);
        LoginNameRules.check(List.of(), names);
        return freeOf(names, user.subject)
                .chain(() -> store.persist(user, names))
                .onFailure(Users::isUniqueViolation)
                .transform(lostRace -> taken())
                .chain(() -> published(user))
                .map(done -> user.declared());
    }

    /** Changes a locked account and, with it, the names that open it; {@code change} says whether it made a difference. */
    Uni<DeclaredUser> rename(String subject, Predicate<User> change) {
        UUID id = UUID.fromString(subject);
        return store.findById(id).chain(user -> {
            List<LoginIdentifier> before = names(user);
            if (!change.test(user)) {
                return Uni.createFrom().item(user.declared());
            }
            bump(user);
            List<LoginIdentifier> names = names(user);
            LoginNameRules.check(before, names);
            return freeOf(names, id)
                    .chain(() -> store.renew(id, names))
                    .onFailure(Users::isUniqueViolation)
                    .transform(lostRace -> taken())
                    .chain(() -> published(user))
                    .map(done -> user.declared());
        });
    }

    /** Demands a second factor of this person, or no longer does; refused with {@code NOT_FOUND}. */
    public Uni<Changed> requireSecondFactor(UUID subject, boolean required) {
        return change(subject, user -> {
            boolean different = user.requires2fa != required;
            user.requires2fa = required;
            return different;
        });
    }

    /** Opens or closes an account; refused with {@code NOT_FOUND}. */
    public Uni<Changed> enable(UUID subject, boolean enabled) {
        return change(subject, user -> {
            boolean different = user.enabled != enabled;
            user.enabled = enabled;
            return different;
        });
    }

    /**
     * Notes that the user switched two-factor sign-in by an authenticator application on or off; refused with {@code NOT_FOUND}.
     */
    public Uni<UserState> switchTotp(UUID subject, boolean on) {
        return change(subject, account -> {
                    boolean different = account.totpEnabled != on || account.choseSecondFactor != on;
                    account.totpEnabled = on;
                    account.choseSecondFactor = on;
                    return different;
                })
                .map(change -> change.user().state());
    }

    /** As {@link #switchTotp} off, and voids all that applications were granted so far. */
    public Uni<UserState> resetSecondFactor(UUID subject) {
        return change(subject, account -> {
                    account.totpEnabled = false;
                    account.choseSecondFactor = false;
                    account.grantsVoidBefore = now();
                    return true;
                })
                .map(change -> change.user().state());
    }

    /** Voids all that applications were granted so far, in the caller's Panache transaction. */
    public Uni<UserState> voidGrants(UUID subject) {
        return change(subject, account -> {
                    account.grantsVoidBefore = now();
                    return true;
                })
                .map(change -> change.user().state());
    }

    /** Locks the account for a change of something that hangs on it; refused with {@code NOT_FOUND}. */
    public Uni<UserView> lockView(UUID subject) {
        return locked(subject).map(User::view);
    }

    private Uni<Changed> change(UUID subject, Predicate<User> change) {
        return locked(subject).chain(user -> change(user, change));
    }

    private Uni<Changed> change(User user, Predicate<User> change) {
        if (!change.test(user)) {
            return Uni.createFrom().item(new Changed(user.view(), false));
        }
        bump(user);
        return store.flush().chain(() -> published(user)).map(done -> new Changed(user.view(), true));
    }

    private Uni<User> locked(UUID subject) {
        return store.locked(subject).map(found -> found.orElseThrow(Users::unknown));
    }

    private Uni<Void> published(User user) {
        Instant now = clock.instant();
        return Panache.getSession().chain(session -> outbox.append(session, new UserChanged(user.state(), now)));
    }

    /** To the microsecond, as the database keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private void bump(User user) {
        user.version++;
        user.updatedAt = now();
    }

    /** Refuses with {@code CONFLICT} where another account has one of these names. */
    private Uni<Void> freeOf(List<LoginIdentifier> names, UUID subject) {
        return store.taken(names.stream().map(name -> new LoginName(name.name)).toList(), subject)
                .invoke(taken -> {
                    if (taken) {
                        throw taken();
                    }
                })
                .replaceWithVoid();
    }

    /** Returns every name that opens the account, each once (architecture section 8). */
    private static List<LoginIdentifier> names(User user) {
        Map<LoginName, LoginIdentifier> names = new LinkedHashMap<>();
        LoginName username = new LoginName(user.usernameKey);
        names.put(username, new LoginIdentifier(username, user.subject, Kind.USERNAME));
        Optional.ofNullable(user.resourceId)
                .flatMap(LoginName::of)
                .ifPresent(id -> names.putIfAbsent(id, new LoginIdentifier(id, user.subject, Kind.ID)));
        Optional.ofNullable(user.email)
                .filter(email -> user.emailVerified)
                .flatMap(LoginName::of)
                .ifPresent(email -> names.putIfAbsent(email, new LoginIdentifier(email, user.subject, Kind.EMAIL)));
        return List.copyOf(names.values());
    }

    private static RuntimeException unknown() {
        return Problem.NOT_FOUND.because("there is no such user");
    }

    private static RuntimeException taken() {
        return Problem.CONFLICT.because("this name or address belongs to another account", "username");
    }

    private static boolean isUniqueViolation(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof org.hibernate.exception.ConstraintViolationException) {
                return true;
            }
        }
        return false;
    }
}
