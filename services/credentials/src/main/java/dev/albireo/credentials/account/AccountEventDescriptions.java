package dev.albireo.credentials.account;

import dev.albireo.events.AuditAction;
import dev.albireo.web.InPageLanguage;
import jakarta.inject.Singleton;

/** Describes events of an account for its user. */
@Singleton
final class AccountEventDescriptions {
    private final AccountEventMessages messages;

    AccountEventDescriptions(@InPageLanguage AccountEventMessages messages) {
        this.messages = messages;
    }

    /** Returns a short text for an audit event; empty for one that is not relevant to the user. */
    String of(String action, String outcome, String why) {
        return AuditAction.of(action)
                .map(known -> outcome.equals("success") ? done(known) : refused(known, why))
                .orElse("");
    }

    private String done(AuditAction action) {
        return switch (action) {
            case LOGIN -> messages.signedIn();
            case LOGIN_FURTHER_PROOF -> messages.furtherProof();
            case LOGOUT -> messages.signedOut();
            case SESSION_END -> messages.sessionEnded();
            case SESSION_END_ALL -> messages.allSessionsEnded();
            case SESSION_END_OTHERS -> messages.otherSessionsEnded();
            case PASSKEY_ENROL -> messages.passkeyAdded();
            case PASSKEY_RENAME -> messages.passkeyRenamed();
            case PASSKEY_REMOVE -> messages.passkeyRemoved();
            case TOTP_ENABLE -> messages.appSetUp();
            case TOTP_DISABLE -> messages.appDisabled();
            case RECOVERY_CODES_RENEW -> messages.recoveryCodesRenewed();
            case PROFILE_CHANGE -> messages.profileChanged();
            case USER_EXPORT -> messages.exported();
            case PASSWORD_CHANGE -> messages.passwordChanged();
            case PASSWORD_RESET -> messages.passwordReset();
            case PASSWORD_RESET_LINK -> messages.resetLinkSent();
            case ENROLMENT_CODE_ISSUE -> messages.enrolmentCodeIssued();
            case ENROLMENT_CODE_USE -> messages.enrolmentCodeUsed();
            case ACCOUNT_REPORT -> messages.reported();
            case EMAIL_LINK -> messages.emailLinkSent();
            case EMAIL_CHANGE -> messages.emailChanged();
            case TWO_FACTOR_LOCK -> messages.codesLocked();
            case TWO_FACTOR_RESET -> messages.factorsReset();
            case TWO_FACTOR_RESET_REQUEST -> messages.factorsResetRequested();
            case TWO_FACTOR_RESET_CANCEL -> messages.factorsResetCancelled();
            case USER_UNLOCK -> messages.unlocked();
            case USER_CREATE -> messages.created();
            case USER_PASSWORD -> messages.passwordSet();
            case USER_ENABLED -> messages.enabledChanged();
            case USER_TWO_FACTOR_REQUIREMENT -> messages.requirementChanged();
            default -> "";
        };
    }

    private String refused(AuditAction action, String why) {
        return switch (action) {
            case LOGIN -> why.startsWith("password") ? messages.wrongPassword() : messages.signInRefused();
            case LOGIN_FURTHER_PROOF -> why.startsWith("code") ? messages.wrongCode() : messages.furtherProofRefused();
            default -> "";
        };
    }
}
