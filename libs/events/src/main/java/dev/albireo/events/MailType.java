package dev.albireo.events;

/** The mails that users get. A name is part of the schema of {@link MailContent}: one may be added, none renamed. */
public enum MailType {
    /** The link to a page where the user chooses a new password. */
    PASSWORD_RESET,
    PASSWORD_CHANGED,
    PASSWORD_CHANGED_BY_ADMINISTRATOR,
    PASSKEY_ADDED,
    PASSKEY_REMOVED,
    APP_ENABLED,
    APP_DISABLED,
    RECOVERY_CODES_RENEWED,
    RECOVERY_CODE_USED,
    SECOND_FACTOR_RESET_BY_ADMINISTRATOR,
    /** The code of an administrator that lets the user enrol a first second factor. */
    ENROLMENT_CODE,
    ENROLMENT_CODE_ISSUED
}
