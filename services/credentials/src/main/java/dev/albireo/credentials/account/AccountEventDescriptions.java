package dev.albireo.credentials.account;

/** Describes events of an account for its user. */
final class AccountEventDescriptions {
    private AccountEventDescriptions() {}

    /** Returns a short text for an audit event; empty for one that is not relevant to the user. */
    static String of(String action, String outcome, String why) {
        return outcome.equals("success") ? done(action) : refused(action, why);
    }

    private static String done(String action) {
        return switch (action) {
            case "login" -> "Signed in";
            case "login.further-proof" -> "Confirmed with a further step";
            case "logout" -> "Signed out";
            case "session.end" -> "Ended a session";
            case "session.end-others" -> "Ended all other sessions";
            case "passkey.enrol" -> "Passkey added";
            case "passkey.rename" -> "Passkey renamed";
            case "passkey.remove" -> "Passkey removed";
            case "totp.enable" -> "Authenticator app set up";
            case "totp.disable" -> "Authenticator app disabled";
            case "recovery-codes.renew" -> "New recovery codes";
            case "password.change" -> "Password changed";
            case "two-factor.lock" -> "Codes locked after too many wrong ones";
            case "two-factor.reset" -> "Second factors removed by an administrator";
            case "user.unlock" -> "Unlocked by an administrator";
            case "user.create" -> "Account created";
            case "user.password" -> "Password set by an administrator";
            case "user.enabled" -> "Account enabled or disabled by an administrator";
            case "user.two-factor-requirement" -> "Two-factor requirement changed by an administrator";
            default -> "";
        };
    }

    private static String refused(String action, String why) {
        return switch (action) {
            case "login" -> why.startsWith("password") ? "Sign-in refused: wrong password" : "Sign-in refused";
            case "login.further-proof" -> why.startsWith("code") ? "Wrong code" : "A further step was refused: " + why;
            default -> "";
        };
    }
}
