package dev.albireo.web;

/** What an operation of an administrator requires ({@link ByAdministrator#permission}), in ascending order. */
public enum AdministratorPermission {
    /** To see everything but secrets. */
    READ,
    /** To help a user without weakening the protection of the account. */
    SUPPORT,
    /** To change anything else. */
    ADMINISTER,
    /** To act on all accounts at once, those of owners included. */
    OWN
}
