package dev.albireo.webhooks.administrator;

import dev.albireo.events.Event;
import dev.albireo.events.UserEvent.UserChanged;
import dev.albireo.events.UserEvent.UserDeleted;
import dev.albireo.events.UserState;
import dev.albireo.web.Administrator;
import dev.albireo.web.AdministratorRole;
import dev.albireo.web.AdministratorRoles;
import dev.albireo.web.Administrators;
import dev.albireo.webhooks.administrator.AdministratorAccountStore.AccountState;
import dev.albireo.webhooks.administrator.AdministratorAccountStore.AdministratorAccount;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Authorizes administrators by their accounts as {@code credentials} has published them last (ADR 32). An account that never had a role is
 * stored without one, so that a late event cannot give it one.
 */
@ApplicationScoped
public class ProjectedAdministrators implements Administrators {
    private final AdministratorAccountStore store;
    private final AdministratorRoles roles;

    ProjectedAdministrators(AdministratorAccountStore store, AdministratorRoles roles) {
        this.store = store;
        this.roles = roles;
    }

    /** Applies the changes of accounts among these events; repeated, late and reordered ones have no effect. */
    public Uni<Void> apply(List<Event> events) {
        List<AccountState> states =
                events.stream().flatMap(event -> state(event).stream()).toList();
        return states.isEmpty() ? Uni.createFrom().voidItem() : store.apply(states);
    }

    private Optional<AccountState> state(Event event) {
        return switch (event) {
            case UserChanged changed -> Optional.of(state(changed.user()));
            case UserDeleted deleted ->
                Optional.of(new AccountState(
                        UUID.fromString(deleted.subject()), deleted.version(), Optional.empty(), Optional.empty()));
            default -> Optional.empty();
        };
    }

    private AccountState state(UserState user) {
        return new AccountState(
                UUID.fromString(user.subject()),
                user.version(),
                user.enabled() ? roles.of(user.groups()) : Optional.empty(),
                Optional.ofNullable(user.grantsVoidBefore()));
    }

    @Override
    public Uni<Optional<AdministratorRole>> role(Administrator administrator) {
        return store.find(administrator.subject())
                .map(found -> found.filter(account -> isValid(account, administrator.issuedAt()))
                        .map(AdministratorAccount::role));
    }

    /** A token that was issued in the very second in which all tokens were voided is void. */
    private static boolean isValid(AdministratorAccount account, Instant issuedAt) {
        return account.voidBefore().filter(before -> !issuedAt.isAfter(before)).isEmpty();
    }

    /** No endpoint of this service permits service accounts. */
    @Override
    public Uni<Boolean> isStillAuthorized(ActingServiceAccount account) {
        return Uni.createFrom().item(false);
    }
}
