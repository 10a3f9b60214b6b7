package dev.albireo.credentials.user;

import dev.albireo.credentials.password.NewPassword;
import dev.albireo.credentials.password.Passwords;
import dev.albireo.events.AuditAction;
import dev.albireo.outbox.Audit;
import dev.albireo.outbox.Outbox;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/** Creates an account, by an administrator or by registration. */
@ApplicationScoped
public class CreateUser {
    private final Users users;
    private final Passwords passwords;
    private final Outbox outbox;
    private final Audit audit;

    CreateUser(Users users, Passwords passwords, Outbox outbox, Audit audit) {
        this.users = users;
        this.passwords = passwords;
        this.outbox = outbox;
        this.audit = audit;
    }

    /**
     * Creates the account; rejected as {@link Users#create} says.
     */
    public Uni<UserView> create(NewUser user, Optional<NewPassword> password, AccountCreator creator) {
        return create(user, password, creator, () -> Uni.createFrom().voidItem());
    }

    /** As above, after {@code first} in the same transaction, which may reject. */
    public Uni<UserView> create(
            NewUser user, Optional<NewPassword> password, AccountCreator creator, Supplier<Uni<Void>> first) {
        return create(user, password, creator, first, view -> Uni.createFrom().voidItem());
    }

    /** As above, and before {@code then} in the same transaction. */
    public Uni<UserView> create(
            NewUser user,
            Optional<NewPassword> password,
            AccountCreator creator,
            Supplier<Uni<Void>> first,
            Function<UserView, Uni<Void>> then) {
        return hash(password, creator)
                .chain(phc -> committed(
                        first,
                        () -> users.create(user)
                                .call(view -> phc.map(hash -> passwords.set(
                                                UUID.fromString(view.state().subject()), hash))
                                        .orElse(Uni.createFrom().voidItem())),
                        then,
                        creator));
    }

    /** As above, without a password, and with a subject that was chosen before. */
    public Uni<UserView> create(
            UUID subject,
            NewUser user,
            AccountCreator creator,
            Supplier<Uni<Void>> first,
            Function<UserView, Uni<Void>> then) {
        return committed(first, () -> users.create(subject, user), then, creator);
    }

    private Uni<UserView> committed(
            Supplier<Uni<Void>> first,
            Supplier<Uni<UserView>> create,
            Function<UserView, Uni<Void>> then,
            AccountCreator creator) {
        return Panache.withTransaction(
                () -> first.get().chain(create::get).call(then::apply).call(view -> recorded(view, creator)));
    }

    private Uni<Optional<String>> hash(Optional<NewPassword> password, AccountCreator creator) {
        return password.map(p -> passwords.hash(p, creator.hashCaller()).map(Optional::of))
                .orElse(Uni.createFrom().item(Optional.empty()));
    }

    private Uni<Void> recorded(UserView view, AccountCreator creator) {
        String subject = view.state().subject();
        return Panache.getSession()
                .chain(hibernate -> outbox.append(
                        hibernate,
                        audit.success(creator.actor(), AuditAction.USER_CREATE, subject, Map.of(), creator.address())));
    }
}
