package dev.albireo.credentials.user;

import dev.albireo.credentials.user.LoginIdentifier.LoginIdentifierType;
import dev.albireo.credentials.user.UserOrder.UserPosition;
import dev.albireo.events.UserEvent.UserChanged;
import dev.albireo.events.UserState;
import dev.albireo.outbox.Outbox;
import dev.albireo.protocol.MailAddress;
import dev.albireo.web.IdGenerator;
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
import java.util.function.UnaryOperator;

/** Accounts. A change runs in the caller's Panache transaction, increments the version and appends {@code UserChanged} there. */
@ApplicationScoped
public class Users {
    private static final UUID NO_ACCOUNT = new UUID(0, 0);

    private final UserStore store;
    private final Outbox outbox;
    private final IdGenerator ids;
    private final Clock clock;

    Users(UserStore store, Outbox outbox, IdGenerator ids, Clock clock) {
        this.store = store;
        this.outbox = outbox;
        this.ids = ids;
        this.clock = clock;
    }

    /** The account after a command, and whether it was changed. */
    public record ChangedProfile(UserView user, boolean different) {}

    /** Returns the account of this name, id or verified email address. */
    public Uni<Optional<UserState>> byLoginName(String submitted) {
        return viewByLoginName(submitted).map(found -> found.map(UserView::state));
    }

    /** As {@link #byLoginName}, with the password, in one query. */
    public Uni<Optional<UserWithPassword>> withPassword(String submitted) {
        return LoginName.of(submitted)
                .map(name -> Panache.withSession(() -> store.withPassword(name)))
                .orElse(Uni.createFrom().item(Optional.empty()));
    }

    /** As {@link #byLoginName}, for administrators. */
    public Uni<Optional<UserView>> viewByLoginName(String submitted) {
        return LoginName.of(submitted)
                .map(name -> Panache.withSession(() -> store.byName(name)).map(found -> found.map(UserEntity::view)))
                .orElse(Uni.createFrom().item(Optional.empty()));
    }

    /** Returns the account of this subject. */
    public Uni<Optional<UserState>> bySubject(UUID subject) {
        return viewBySubject(subject).map(found -> found.map(UserView::state));
    }

    /** As {@link #bySubject}, for administrators. */
    public Uni<Optional<UserView>> viewBySubject(UUID subject) {
        return Panache.withSession(() -> store.findById(subject))
                .map(found -> Optional.ofNullable(found).map(UserEntity::view));
    }

    /** Returns the hint for the sender of codes to this user, such as {@code sms}; not part of the public state. */
    public Uni<Optional<String>> otpTransport(UUID subject) {
        return Panache.withSession(() -> store.findById(subject))
                .map(found -> Optional.ofNullable(found).map(user -> user.otpTransport));
    }

    /** Makes the version of every account newer than any published before, up to {@code leap} changes ago, in the caller's transaction. */
    public Uni<Void> advanceVersions(int leap) {
        return store.update("version = version + ?1", leap).replaceWithVoid();
    }

    /**
     * Publishes the following accounts after {@code after} again, in the caller's transaction; returns the last one, or empty at the end.
     */
    public Uni<Optional<UUID>> republish(UUID after, int count) {
        return store.after(after, count)
                .call(users -> Uni.join()
                        .all(users.stream().map(this::published).toList())
                        .usingConcurrencyOf(1)
                        .andFailFast())
                .map(users -> users.isEmpty() ? Optional.empty() : Optional.of(users.getLast().subject));
    }

    /** Locks the account until the caller's transaction ends. */
    public Uni<Optional<UserState>> lock(UUID subject) {
        return store.locked(subject).map(found -> found.map(UserEntity::state));
    }

    /** Returns the accounts that follow a position, or the first ones: one more than {@code limit} if there are further ones. */
    public Uni<List<UserView>> page(UserOrder order, Optional<UserPosition> after, UserFilter filter, int limit) {
        return Panache.withSession(() -> store.page(order, after, filter, limit + 1))
                .map(users -> users.stream().map(UserEntity::view).toList());
    }

    /** Returns the login names of those subjects that accounts have. */
    public Uni<Map<UUID, String>> names(List<UUID> subjects) {
        return Panache.withSession(() -> store.names(subjects));
    }

    /** Returns the number of accounts. */
    public Uni<Long> count(UserFilter filter) {
        return Panache.withSession(() -> store.count(filter));
    }

    /** Returns names after {@code after} that violate the current rules, among the next {@code limit} candidates. */
    public Uni<RefusedNames> refusedNames(String after, int limit) {
        return Panache.withSession(() -> store.suspectNames(after, limit).chain(suspects -> {
            List<LoginIdentifier> refused = suspects.stream()
                    .filter(name -> LoginNameRules.violation(name).isPresent())
                    .toList();
            return store.of(refused).map(users -> RefusedNames.of(suspects, refused, users, limit));
        }));
    }

    /** Returns the number of members. */
    public Uni<Long> members(String group) {
        return Panache.withSession(() -> store.members(group));
    }

    /** Creates an account; rejected with {@code CONFLICT} if a name is taken, {@code UNPROCESSABLE} if one is invalid. */
    public Uni<UserView> create(NewUser wanted) {
        return create(ids.next(), wanted);
    }

    /** As above, with a subject that was chosen before. */
    public Uni<UserView> create(UUID subject, NewUser wanted) {
        return create(subject, wanted, Optional.empty(), user -> {}).map(DeclaredUser::user);
    }

    /** As above, for a declared resource, with everything that {@code further} sets. */
    Uni<DeclaredUser> create(NewUser wanted, Optional<String> resourceId, Consumer<UserEntity> further) {
        return create(ids.next(), wanted, resourceId, further);
    }

    /** Rejects an account that {@link #create} would reject now, and creates none. */
    public Uni<Void> requireCreatable(NewUser wanted) {
        UserRules.check(wanted);
        List<LoginIdentifier> names =
                names(new UserEntity(NO_ACCOUNT, wanted, UserRules.key(wanted.username()), now()));
        LoginNameRules.check(List.of(), names);
        return Panache.withSession(() -> freeOf(names, NO_ACCOUNT));
    }

    private Uni<DeclaredUser> create(
            UUID subject, NewUser wanted, Optional<String> resourceId, Consumer<UserEntity> further) {
        UserRules.check(wanted);
        UserEntity user = new UserEntity(subject, wanted, UserRules.key(wanted.username()), now());
        user.resourceId = resourceId.orElse(null);
        further.accept(user);
        List<LoginIdentifier> names = names(user);
        LoginNameRules.check(List.of(), names);
        return freeOf(names, user.subject)
                .chain(() -> store.persist(user, names))
                .onFailure(Users::isUniqueViolation)
                .transform(lostRace -> alreadyTaken())
                .chain(() -> published(user))
                .map(done -> user.declared());
    }

    /** Changes a locked account and its login names; {@code change} returns whether anything differs. */
    Uni<DeclaredUser> rename(String subject, Predicate<UserEntity> change) {
        UUID id = UUID.fromString(subject);
        return store.findById(id).chain(user -> {
            List<LoginIdentifier> before = names(user);
            if (!change.test(user)) {
                return Uni.createFrom().item(user.declared());
            }
            advanceVersion(user);
            List<LoginIdentifier> names = names(user);
            LoginNameRules.check(before, names);
            return freeOf(names, id)
                    .chain(() -> store.renew(id, names))
                    .onFailure(Users::isUniqueViolation)
                    .transform(lostRace -> alreadyTaken())
                    .chain(() -> published(user))
                    .map(done -> user.declared());
        });
    }

    /**
     * Returns an address as an account stores it; rejected with {@code UNPROCESSABLE} if no mail is sent to it, or if it cannot be a login
     * name.
     */
    public static String requireAddress(String submitted) {
        String email = LoginName.normalize(submitted);
        LoginName name = Optional.of(email)
                .filter(MailAddress::isValid)
                .flatMap(LoginName::of)
                .orElseThrow(() ->
                        Problem.UNPROCESSABLE.because("email must be an address such as alice@example.com", "email"));
        LoginNameRules.check(List.of(), List.of(new LoginIdentifier(name, NO_ACCOUNT, LoginIdentifierType.EMAIL)));
        return email;
    }

    /**
     * Sets an address that was proved; it becomes a login name in place of the earlier one. Runs in the caller's Panache transaction; rejected
     * with {@code CONFLICT} if another account has it.
     */
    public Uni<UserState> setVerifiedEmail(UUID subject, String email) {
        return locked(subject)
                .chain(user -> rename(subject.toString(), account -> {
                    account.email = email;
                    account.emailVerified = true;
                    return true;
                }))
                .map(declared -> declared.user().state());
    }

    /** Sets whether a second factor is required of this user; rejected with {@code NOT_FOUND}. */
    public Uni<ChangedProfile> requireSecondFactor(UUID subject, boolean required) {
        return change(subject, user -> {
            boolean different = user.requires2fa != required;
            user.requires2fa = required;
            return different;
        });
    }

    /** Enables or disables an account; rejected with {@code NOT_FOUND}. */
    public Uni<ChangedProfile> enable(UUID subject, boolean enabled) {
        return change(subject, user -> {
            boolean different = user.enabled != enabled;
            user.enabled = enabled;
            return different;
        });
    }

    /** Replaces the claims of an account; rejected with {@code NOT_FOUND}, or {@code UNPROCESSABLE} if they are invalid. */
    public Uni<ChangedProfile> changeClaims(UUID subject, UnaryOperator<Map<String, Object>> change) {
        return change(subject, user -> {
            Map<String, Object> changed = change.apply(user.claims);
            boolean different = !changed.equals(user.claims);
            user.claims = changed;
            UserRules.check(user.asNewUser());
            return different;
        });
    }

    /** Locks the members of a group until the caller's transaction ends, and returns them. */
    public Uni<List<UserState>> lockMembers(String group) {
        return store.lockedMembers(group)
                .map(members -> members.stream().map(UserEntity::state).toList());
    }

    /** Records that the user switched two-factor sign-in by an authenticator application on or off; rejected with {@code NOT_FOUND}. */
    public Uni<UserState> switchTotp(UUID subject, boolean on) {
        return change(subject, account -> {
                    boolean different = account.totpEnabled != on || account.choseSecondFactor != on;
                    account.totpEnabled = on;
                    account.choseSecondFactor = on;
                    return different;
                })
                .map(change -> change.user().state());
    }

    /** Switches off as {@link #switchTotp} does, and voids all grants issued so far. */
    public Uni<UserState> resetSecondFactor(UUID subject) {
        return change(subject, account -> {
                    account.totpEnabled = false;
                    account.choseSecondFactor = false;
                    account.grantsVoidBefore = now();
                    return true;
                })
                .map(change -> change.user().state());
    }

    /** Voids all grants issued so far, in the caller's Panache transaction. */
    public Uni<UserState> voidGrants(UUID subject) {
        return change(subject, account -> {
                    account.grantsVoidBefore = now();
                    return true;
                })
                .map(change -> change.user().state());
    }

    /** Locks the account for a change of dependent rows; rejected with {@code NOT_FOUND}. */
    public Uni<UserView> lockView(UUID subject) {
        return locked(subject).map(UserEntity::view);
    }

    private Uni<ChangedProfile> change(UUID subject, Predicate<UserEntity> change) {
        return locked(subject).chain(user -> change(user, change));
    }

    private Uni<ChangedProfile> change(UserEntity user, Predicate<UserEntity> change) {
        if (!change.test(user)) {
            return Uni.createFrom().item(new ChangedProfile(user.view(), false));
        }
        advanceVersion(user);
        return store.flush().chain(() -> published(user)).map(done -> new ChangedProfile(user.view(), true));
    }

    private Uni<UserEntity> locked(UUID subject) {
        return store.locked(subject).map(found -> found.orElseThrow(Users::unknown));
    }

    private Uni<Void> published(UserEntity user) {
        Instant now = clock.instant();
        return Panache.getSession().chain(session -> outbox.append(session, new UserChanged(user.state(), now)));
    }

    /** Returns the time to the microsecond, the precision of the database. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    void advanceVersion(UserEntity user) {
        user.version++;
        user.updatedAt = now();
    }

    /** Rejects with {@code CONFLICT} a name that another account has. */
    private Uni<Void> freeOf(List<LoginIdentifier> names, UUID subject) {
        return store.isTaken(
                        names.stream().map(name -> new LoginName(name.name)).toList(), subject)
                .invoke(taken -> {
                    if (taken) {
                        throw alreadyTaken();
                    }
                })
                .replaceWithVoid();
    }

    /** Returns the distinct login names of the account (architecture section 8). */
    static List<LoginIdentifier> names(UserEntity user) {
        Map<LoginName, LoginIdentifier> names = new LinkedHashMap<>();
        LoginName username = new LoginName(user.usernameKey);
        names.put(username, new LoginIdentifier(username, user.subject, LoginIdentifierType.USERNAME));
        Optional.ofNullable(user.resourceId)
                .flatMap(LoginName::of)
                .ifPresent(id -> names.putIfAbsent(id, new LoginIdentifier(id, user.subject, LoginIdentifierType.ID)));
        Optional.ofNullable(user.email)
                .filter(email -> user.emailVerified)
                .flatMap(LoginName::of)
                .ifPresent(email ->
                        names.putIfAbsent(email, new LoginIdentifier(email, user.subject, LoginIdentifierType.EMAIL)));
        return List.copyOf(names.values());
    }

    private static RuntimeException unknown() {
        return Problem.NOT_FOUND.because("user not found");
    }

    private static RuntimeException alreadyTaken() {
        return Problem.CONFLICT.because("the login name or email address belongs to another account", "username");
    }

    /** Returns whether a concurrent transaction has taken a name. */
    public static boolean isUniqueViolation(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof org.hibernate.exception.ConstraintViolationException) {
                return true;
            }
        }
        return false;
    }
}
