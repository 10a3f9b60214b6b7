package dev.albireo.web;

import java.util.Optional;

/** The roles of administrators; each has the permissions of those before it. The group of a user gives the role ({@link AdministratorRoles}). */
public enum AdministratorRole {
    /** Reads everything, and changes nothing. */
    AUDITOR(AdministratorPermission.READ),
    /** Helps users who are no administrators: ends their sessions, and unlocks their accounts. */
    HELP_DESK(AdministratorPermission.SUPPORT),
    /** Changes everything except who is an administrator, and the accounts of administrators and owners. */
    ADMINISTRATOR(AdministratorPermission.ADMINISTER),
    /** Changes everything; the members of {@code administrators}. */
    OWNER(AdministratorPermission.OWN);

    private final AdministratorPermission highest;

    AdministratorRole(AdministratorPermission highest) {
        this.highest = highest;
    }

    /** Returns whether the role has this permission. */
    public boolean has(AdministratorPermission permission) {
        return highest.compareTo(permission) >= 0;
    }

    /** Returns whether the role may give and take that role, and change the accounts of those who have it: only an owner may do so with its own. */
    public boolean mayChange(Optional<AdministratorRole> other) {
        return this == OWNER || other.map(role -> role.compareTo(this) < 0).orElse(true);
    }
}
