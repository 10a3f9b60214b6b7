package dev.albireo.web;

import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The role that the groups of a user give. */
@Singleton
public class AdministratorRoles {
    /** The header in which {@code oauth} names the role of an administrator to another service. */
    public static final String HEADER = "Albireo-Role";

    private final Map<String, AdministratorRole> byGroup;

    public AdministratorRoles(AdministratorRolesConfig config) {
        Map<String, String> settings = new HashMap<>(Map.of(AdministratorToken.GROUP, "the group of the owners"));
        requireOther(settings, config.administratorGroup(), "albireo.roles.administrator-group");
        requireOther(settings, config.helpDeskGroup(), "albireo.roles.help-desk-group");
        requireOther(settings, config.auditorGroup(), "albireo.roles.auditor-group");
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

    private static void requireOther(Map<String, String> settings, String group, String setting) {
        String other = settings.putIfAbsent(group, setting);
        if (other != null) {
            throw new IllegalStateException("albireo: " + setting + " and " + other + " are both \"" + group
                    + "\"; each role needs a group of its own");
        }
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
