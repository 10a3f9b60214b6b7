package dev.albireo.web;

/** How accounts come to be without an administrator who creates each: the same setting in {@code oauth} and {@code credentials}. */
public enum UserRegistrationMode {
    /** Administrators create accounts. */
    CLOSED,
    /** Administrators invite users by mail, who choose their name and password themselves. */
    INVITATION,
    /** Users register themselves with an email address that a link in a mail proves; administrators may invite users. */
    VERIFIED_MAIL,
    /** Users register themselves without a proof of anything; administrators may invite users where mails are on. */
    OPEN;

    /** Returns whether users may register without an invitation. */
    public boolean isSelfService() {
        return this == VERIFIED_MAIL || this == OPEN;
    }

    /** Returns whether it makes no sense without mails. */
    public boolean requiresMail() {
        return this == INVITATION || this == VERIFIED_MAIL;
    }
}
