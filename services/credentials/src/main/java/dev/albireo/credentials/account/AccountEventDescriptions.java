package dev.albireo.credentials.account;

import jakarta.inject.Singleton;

/** Describes events of an account for its user. */
@Singleton
final class AccountEventDescriptions {
    private final AccountEventMessages texts;

    AccountEventDescriptions(AccountEventMessages texts) {
        this.texts = texts;
    }

    /** Returns a short text for an audit event; empty for one that is not relevant to the user. */
    String of(String action, String outcome, String why) {
        return outcome.equals("success") ? done(action) : refused(action, why);
    }

    private String done(String action) {
        return switch (action) {
            case "login" -> texts.signedIn();
            case "login.further-proof" -> texts.furtherProof();
            case "logout" -> texts.signedOut();
            case "session.end" -> texts.sessionEnded();
            case "session.end-others" -> texts.otherSessionsEnded();
            case "passkey.enrol" -> texts.passkeyAdded();
            case "passkey.rename" -> texts.passkeyRenamed();
            case "passkey.remove" -> texts.passkeyRemoved();
            case "totp.enable" -> texts.appSetUp();
            case "totp.disable" -> texts.appDisabled();
            case "recovery-codes.renew" -> texts.recoveryCodesRenewed();
            case "password.change" -> texts.passwordChanged();
            case "two-factor.lock" -> texts.codesLocked();
            case "two-factor.reset" -> texts.factorsReset();
            case "user.unlock" -> texts.unlocked();
            case "user.create" -> texts.created();
            case "user.password" -> texts.passwordSet();
            case "user.enabled" -> texts.enabledChanged();
            case "user.two-factor-requirement" -> texts.requirementChanged();
            default -> "";
        };
    }

    private String refused(String action, String why) {
        return switch (action) {
            case "login" -> why.startsWith("password") ? texts.wrongPassword() : texts.signInRefused();
            case "login.further-proof" -> why.startsWith("code") ? texts.wrongCode() : texts.furtherProofRefused();
            default -> "";
        };
    }
}
