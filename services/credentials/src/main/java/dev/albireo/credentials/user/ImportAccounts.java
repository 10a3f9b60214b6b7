package dev.albireo.credentials.user;

import dev.albireo.credentials.user.ImportedAccount.NewAccount;
import dev.albireo.credentials.user.ImportedAccount.RefusedAccount;
import dev.albireo.credentials.user.ImportedAccount.SameAccount;
import dev.albireo.events.Event;
import dev.albireo.events.UserEvent.UserChanged;
import dev.albireo.outbox.Outbox;
import dev.albireo.web.IdGenerator;
import dev.albireo.web.Problem;
import dev.albireo.web.ProblemRefusal;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Creates many accounts with few statements, by the rules of {@link Users#create}. An account that exists is never changed: one of the same
 * content is left as it is, so that an import can be repeated, and any other is refused.
 */
@ApplicationScoped
public class ImportAccounts {
    private final Users users;
    private final UserStore store;
    private final AdministratorRights rights;
    private final Outbox outbox;
    private final IdGenerator ids;
    private final Clock clock;

    ImportAccounts(
            Users users, UserStore store, AdministratorRights rights, Outbox outbox, IdGenerator ids, Clock clock) {
        this.users = users;
        this.store = store;
        this.rights = rights;
        this.outbox = outbox;
        this.ids = ids;
        this.clock = clock;
    }

    /** An account that could be created, or what is against it. */
    private record Candidate(
            ImportedProfile wanted,
            Optional<UserEntity> user,
            List<LoginIdentifier> names,
            Optional<ProblemRefusal> refusal) {
        private static Candidate of(ImportedProfile wanted, UserEntity user, List<LoginIdentifier> names) {
            return new Candidate(wanted, Optional.of(user), names, Optional.empty());
        }

        private static Candidate refused(ImportedProfile wanted, ProblemRefusal refusal) {
            return new Candidate(wanted, Optional.empty(), List.of(), Optional.of(refusal));
        }

        private List<String> loginNames() {
            return names.stream().map(name -> name.name).toList();
        }
    }

    /** The accounts to be created, and what becomes of each profile. */
    private record Plan(List<Candidate> created, List<ImportedAccount> accounts) {}

    /** Returns in their order what would become of these profiles. */
    public Uni<List<ImportedAccount>> examine(List<ImportedProfile> wanted) {
        return Panache.withSession(() -> plan(wanted)).map(Plan::accounts);
    }

    /**
     * Creates those that can be created, in the caller's Panache transaction, and returns in their order what became of all. Fails as {@link
     * Users#isUniqueViolation} tells if a name is taken meanwhile.
     */
    public Uni<List<ImportedAccount>> create(List<ImportedProfile> wanted) {
        return plan(wanted)
                .call(plan -> plan.created().isEmpty() ? Uni.createFrom().voidItem() : persist(plan.created()))
                .map(Plan::accounts);
    }

    private Uni<Void> persist(List<Candidate> created) {
        List<UserEntity> entities =
                created.stream().flatMap(candidate -> candidate.user().stream()).toList();
        List<LoginIdentifier> names = created.stream()
                .flatMap(candidate -> candidate.names().stream())
                .toList();
        Instant now = clock.instant();
        Event[] events = entities.stream()
                .map(user -> new UserChanged(user.state(), now))
                .toArray(Event[]::new);
        return store.persistAll(entities, names)
                .chain(Panache::getSession)
                .chain(session -> outbox.append(session, events));
    }

    private Uni<Plan> plan(List<ImportedProfile> wanted) {
        List<Candidate> candidates = wanted.stream().map(this::candidate).toList();
        Set<String> names = candidates.stream()
                .flatMap(candidate -> candidate.loginNames().stream())
                .collect(Collectors.toSet());
        return store.byNames(names).map(taken -> plan(candidates, new HashMap<>(taken)));
    }

    /** Accounts are taken in their order, so that of two with the same name the first is created. */
    private static Plan plan(List<Candidate> candidates, Map<String, UserEntity> taken) {
        List<Candidate> created = new ArrayList<>();
        List<ImportedAccount> accounts = new ArrayList<>();
        for (Candidate candidate : candidates) {
            ImportedAccount account = candidate
                    .user()
                    .map(user -> account(candidate, user, taken))
                    .orElseGet(() -> new RefusedAccount(candidate.refusal().orElseThrow()));
            accounts.add(account);
            if (account instanceof NewAccount) {
                created.add(candidate);
                candidate
                        .loginNames()
                        .forEach(name -> taken.put(name, candidate.user().orElseThrow()));
            }
        }
        return new Plan(created, accounts);
    }

    private static ImportedAccount account(Candidate candidate, UserEntity user, Map<String, UserEntity> taken) {
        List<UserEntity> owners = candidate.loginNames().stream()
                .map(taken::get)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        if (owners.isEmpty()) {
            return new NewAccount(user.state());
        }
        UserEntity owner = owners.getFirst();
        if (owners.size() > 1
                || !owner.usernameKey.equals(user.usernameKey)
                || !Objects.equals(owner.resourceId, user.resourceId)) {
            return new RefusedAccount(Problem.CONFLICT.because(
                    "a login name or the email address belongs to another account", "userName"));
        }
        List<String> differences = owner.differences(candidate.wanted().profile());
        return differences.isEmpty()
                ? new SameAccount(owner.state())
                : new RefusedAccount(Problem.CONFLICT.because(
                        "the user exists and differs in " + String.join(", ", differences)
                                + "; an import changes no user",
                        differences.getFirst()));
    }

    private Candidate candidate(ImportedProfile wanted) {
        try {
            UserProfile profile = wanted.profile();
            UserRules.check(profile.asNewUser());
            rights.checkGroups(List.of(), profile.groups());
            UserEntity user =
                    new UserEntity(ids.next(), profile.asNewUser(), UserRules.key(profile.username()), users.now());
            user.resourceId = wanted.id().orElse(null);
            user.apply(profile);
            user.totpEnabled = wanted.totpEnabled();
            user.choseSecondFactor = wanted.totpEnabled();
            List<LoginIdentifier> names = Users.names(user);
            LoginNameRules.check(List.of(), names);
            return Candidate.of(wanted, user, names);
        } catch (ProblemRefusal refusal) {
            return Candidate.refused(wanted, refusal);
        }
    }
}
