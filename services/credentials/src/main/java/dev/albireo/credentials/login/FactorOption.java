package dev.albireo.credentials.login;

import java.util.Locale;

/** The options of the second-factor page. */
enum FactorOption {
    /** Use a passkey. */
    PASSKEY("Use a passkey"),
    /** Enter a code of the authenticator application, or a delivered one. */
    CODE("Enter a code from your authenticator app"),
    /** Enter the password: the first factor was a passkey. */
    PASSWORD("Enter your password"),
    /** Enter a recovery code. */
    RECOVERY("Use a recovery code"),
    /** Add a first passkey, then use it. */
    ENROL("Create a passkey"),
    /** Set an authenticator application up. */
    APP("Set up an authenticator app instead"),
    /** Enter the password again, then add a first factor. */
    PASSWORD_BEFORE_ENROL("Enter your password"),
    /** Nothing: a first factor needs a code that an administrator issues. */
    ASK_ADMINISTRATOR("Ask your administrator");

    private final String label;

    FactorOption(String label) {
        this.label = label;
    }

    /** Returns the text of its link. */
    String label() {
        return label;
    }

    /** Returns the value of the parameter {@code way}. */
    String parameter() {
        return name().toLowerCase(Locale.ROOT);
    }
}
