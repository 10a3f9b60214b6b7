package dev.albireo.credentials.account;

import dev.albireo.events.AuditAction;
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
        return AuditAction.of(action)
                .map(known -> outcome.equals("success") ? done(known) : refused(known, why))
                .orElse("");
    }

    private String done(AuditAction action) {
        return switch (action) {
            case LOGIN -> texts.signedIn();
            case LOGIN_FURTHER_PROOF -> texts.furtherProof();
            case LOGOUT -> texts.signedOut();
            case SESSION_END -> texts.sessionEnded();
            case SESSION_END_OTHERS -> texts.otherSessionsEnded();
            case PASSKEY_ENROL -> texts.passkeyAdded();
            case PASSKEY_RENAME -> texts.passkeyRenamed();
            case PASSKEY_REMOVE -> texts.passkeyRemoved();
            case TOTP_ENABLE -> texts.appSetUp();
            case TOTP_DISABLE -> texts.appDisabled();
            case RECOVERY_CODES_RENEW -> texts.recoveryCodesRenewed();
            case PASSWORD_CHANGE -> texts.passwordChanged();
            case TWO_FACTOR_LOCK -> texts.codesLocked();
            case TWO_FACTOR_RESET -> texts.factorsReset();
            case USER_UNLOCK -> texts.unlocked();
            case USER_CREATE -> texts.created();
            case USER_PASSWORD -> texts.passwordSet();
            case USER_ENABLED -> texts.enabledChanged();
            case USER_TWO_FACTOR_REQUIREMENT -> texts.requirementChanged();
            default -> "";
        };
    }

    private String refused(AuditAction action, String why) {
        return switch (action) {
            case LOGIN -> why.startsWith("password") ? texts.wrongPassword() : texts.signInRefused();
            case LOGIN_FURTHER_PROOF -> why.startsWith("code") ? texts.wrongCode() : texts.furtherProofRefused();
            default -> "";
        };
    }
}
