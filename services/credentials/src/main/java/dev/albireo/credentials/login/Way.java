package dev.albireo.credentials.login;

/** What the page of the second factor offers. */
enum Way {
    /** Use a passkey. */
    PASSKEY,
    /** Enter the password: the first factor was a passkey. */
    PASSWORD,
    /** Add a first passkey, then use it. */
    ENROL,
    /** Enter the password again, then add a first passkey. */
    PASSWORD_BEFORE_ENROL,
    /** Nothing: a first factor needs a code that an administrator issues. */
    ASK_ADMINISTRATOR
}
