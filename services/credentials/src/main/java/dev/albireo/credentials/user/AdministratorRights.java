package dev.albireo.credentials.user;

import dev.albireo.events.UserState;
import dev.albireo.web.Actor;
import dev.albireo.web.AdministratorRoles;
import dev.albireo.web.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The limits of the acting administrator's role: whose account it may change, and which groups it may give and take. Each command on an
 * account or a group asks here, after it has locked the account.
 */
@ApplicationScoped
public class AdministratorRights {
    private final Actor actor;
    private final AdministratorRoles roles;

    AdministratorRights(Actor actor, AdministratorRoles roles) {
        this.actor = actor;
        this.roles = roles;
    }

    /** Rejects with {@code FORBIDDEN} a change of the account of an administrator whose role is not below the actor's, except by an owner. */
    public void checkChange(UserState user) {
        if (!actor.mayChange(roles.of(user.groups()))) {
            throw Problem.FORBIDDEN.because(user.username()
                    + " is an administrator: the account is changed by one with a higher role, or by an owner");
        }
    }

    /** As {@link #checkChange(UserState)}; so are groups that the change gives or takes, if they give such a role. */
    public void checkChange(UserState user, Collection<String> groups) {
        checkChange(user);
        checkGroups(user.groups(), groups);
    }

    /** Rejects with {@code FORBIDDEN} to give or take a group whose role is not below the actor's, except by an owner. */
    public void checkGroups(Collection<String> before, Collection<String> after) {
        List<String> different = new ArrayList<>(before);
        different.removeAll(after);
        after.stream().filter(group -> !before.contains(group)).forEach(different::add);
        different.forEach(this::checkGroup);
    }

    /** Rejects with {@code FORBIDDEN} a change of a group that gives a role that is not below the actor's, except by an owner. */
    public void checkGroup(String group) {
        if (!actor.mayChange(roles.of(group))) {
            throw Problem.FORBIDDEN.because(
                    "the group " + group
                            + " makes administrators: it is changed by one with a higher role, or by an owner",
                    "groups");
        }
    }
}
