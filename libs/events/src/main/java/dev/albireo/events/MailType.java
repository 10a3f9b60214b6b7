package dev.albireo.events;

/** The mails that users get. A name is part of the schema of {@link MailContent}: one may be added, none renamed. */
public enum MailType {
    /** The link to a page where the user chooses a new password. */
    PASSWORD_RESET,
    PASSWORD_CHANGED,
    /** Tells of a sign-in on a device that is new to the account. */
    NEW_SIGN_IN,
    PASSWORD_CHANGED_BY_ADMINISTRATOR,
    PASSKEY_ADDED,
    PASSKEY_REMOVED,
    APP_ENABLED,
    APP_DISABLED,
    RECOVERY_CODES_RENEWED,
    RECOVERY_CODE_USED,
    SECOND_FACTOR_RESET_BY_ADMINISTRATOR,
    /** The link that cancels the reset of the second factors, which waits until the link expires. */
    SECOND_FACTOR_RESET_REQUESTED,
    /** Tells that the second factors were reset after the waiting period. */
    SECOND_FACTOR_RESET,
    /** The code of an administrator that lets the user enrol a first second factor. */
    ENROLMENT_CODE,
    ENROLMENT_CODE_ISSUED,
    /** The link that proves that the user of an account receives mails at this address. */
    EMAIL_VERIFICATION,
    /** Tells the account that has this verified address that it was requested for another account. */
    EMAIL_IN_USE,
    /** Tells the earlier address that another one was requested. */
    EMAIL_CHANGE_REQUESTED,
    /** Tells the earlier address that it was replaced. */
    EMAIL_CHANGED,
    /** The link by which a user completes a registration. */
    REGISTRATION,
    /** Tells the account that has this verified address that a registration with it was requested. */
    ALREADY_REGISTERED,
    /** The link by which a user whom an administrator invites registers. */
    INVITATION,
    /** Tells the addresses of an account that it was reported and locked. */
    ACCOUNT_LOCKED;

    /** Returns whether it answers a request, often one without a sign-in; the others are notices of what happened. */
    public boolean isRequested() {
        return switch (this) {
            case PASSWORD_RESET,
                    ENROLMENT_CODE,
                    EMAIL_VERIFICATION,
                    EMAIL_IN_USE,
                    REGISTRATION,
                    ALREADY_REGISTERED,
                    INVITATION,
                    ACCOUNT_LOCKED,
                    SECOND_FACTOR_RESET_REQUESTED -> true;
            default -> false;
        };
    }
}
