package dev.albireo.credentials.login;

import java.util.Locale;

/** The options of the second-factor page. */
enum FactorOption {
    /** Use a passkey. */
    PASSKEY,
    /** Enter a code of the authenticator application, or a delivered one. */
    CODE,
    /** Enter the password: the first factor was a passkey. */
    PASSWORD,
    /** Enter a recovery code. */
    RECOVERY,
    /** Add a first passkey, then use it. */
    ENROL,
    /** Set an authenticator application up. */
    APP,
    /** Enter the password again, then add a first factor. */
    PASSWORD_BEFORE_ENROL,
    /** Enter the code that an administrator issued, then add a first factor. */
    ENROLMENT_CODE;

    /** Returns the text of its link. */
    String label(LoginMessages messages) {
        return switch (this) {
            case PASSKEY -> messages.optionPasskey();
            case CODE -> messages.optionCode();
            case PASSWORD, PASSWORD_BEFORE_ENROL -> messages.optionPassword();
            case RECOVERY -> messages.optionRecovery();
            case ENROL -> messages.optionEnrol();
            case APP -> messages.optionApp();
            case ENROLMENT_CODE -> messages.optionEnrolmentCode();
        };
    }

    /** Returns the value of the parameter {@code way}. */
    String parameter() {
        return name().toLowerCase(Locale.ROOT);
    }
}
