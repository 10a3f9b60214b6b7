package dev.albireo.credentials.account;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the events of an account. */
@MessageBundle(value = "activity", locale = "en")
public interface AccountEventMessages {
    @Message("Signed in")
    String signedIn();

    @Message("Confirmed with a second step")
    String furtherProof();

    @Message("Signed out")
    String signedOut();

    @Message("Session ended")
    String sessionEnded();

    @Message("All sessions ended by an administrator")
    String allSessionsEnded();

    @Message("All other sessions ended")
    String otherSessionsEnded();

    @Message("Passkey added")
    String passkeyAdded();

    @Message("Passkey renamed")
    String passkeyRenamed();

    @Message("Passkey removed")
    String passkeyRemoved();

    @Message("Authenticator app set up")
    String appSetUp();

    @Message("Authenticator app disabled")
    String appDisabled();

    @Message("New recovery codes created")
    String recoveryCodesRenewed();

    @Message("Password changed")
    String passwordChanged();

    @Message("Password changed with a link sent by email")
    String passwordReset();

    @Message("Email with a link for a new password requested")
    String resetLinkSent();

    @Message("Email to confirm an email address requested")
    String emailLinkSent();

    @Message("Email address confirmed")
    String emailChanged();

    @Message("Account reported and locked by a link in an email")
    String reported();

    @Message("Codes locked after too many wrong ones")
    String codesLocked();

    @Message("Second steps removed")
    String factorsReset();

    @Message("Removal of the second steps requested, after a waiting period")
    String factorsResetRequested();

    @Message("Removal of the second steps cancelled")
    String factorsResetCancelled();

    @Message("Code to set up a second step issued by an administrator")
    String enrolmentCodeIssued();

    @Message("Code to set up a second step used")
    String enrolmentCodeUsed();

    @Message("Profile changed")
    String profileChanged();

    @Message("Stored data downloaded")
    String exported();

    @Message("Unlocked by an administrator")
    String unlocked();

    @Message("Account created")
    String created();

    @Message("Password set by an administrator")
    String passwordSet();

    @Message("Account enabled or disabled by an administrator")
    String enabledChanged();

    @Message("Two-factor requirement changed by an administrator")
    String requirementChanged();

    @Message("Sign-in refused: wrong password")
    String wrongPassword();

    @Message("Sign-in refused")
    String signInRefused();

    @Message("Wrong code")
    String wrongCode();

    @Message("Second step refused")
    String furtherProofRefused();
}
