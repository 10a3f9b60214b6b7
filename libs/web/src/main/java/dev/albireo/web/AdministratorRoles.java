package dev.albireo.web;

import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** The role that the groups of a user give. */
@Singleton
public class AdministratorRoles {
    /** The header in which {@code oauth} names the role of an administrator to another service. */
    public static final String HEADER = "Albireo-Role";

    private final Map<String, AdministratorRole> byGroup;

    public AdministratorRoles(AdministratorRolesConfig config) {
        byGroup = Map.of(
                config.administratorGroup(),
                AdministratorRole.ADMINISTRATOR,
                config.helpDeskGroup(),
                AdministratorRole.HELP_DESK,
                config.auditorGroup(),
                AdministratorRole.AUDITOR,
                AdministratorToken.GROUP,
                AdministratorRole.OWNER);
    }

    /** Returns the highest role of a user with these groups; empty if the user is no administrator. */
    public Optional<AdministratorRole> of(Collection<String> groups) {
        return groups.stream().filter(byGroup::containsKey).map(byGroup::get).max(AdministratorRole::compareTo);
    }

    /** Returns the role that this group gives; empty for any other group. */
    public Optional<AdministratorRole> of(String group) {
        return Optional.ofNullable(byGroup.get(group));
    }
}
