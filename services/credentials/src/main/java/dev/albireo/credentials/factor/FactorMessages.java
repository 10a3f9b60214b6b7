package dev.albireo.credentials.factor;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts that the pages of sign-in and of the account share: codes, passwords, passkeys and recovery codes. */
@MessageBundle(value = "factor", locale = "en")
public interface FactorMessages {
    @Message("Password")
    String password();

    @Message("Username")
    String username();

    @Message("Show")
    String show();

    @Message("Forgot your password?")
    String forgotPassword();

    @Message("At least {shortest} characters. A few words are easier to remember than symbols.")
    String passwordHint(int shortest);

    @Message("The six digits shown in your authenticator app.")
    String codeHint();

    @Message("The six digits shown in your authenticator app. If you lost it, enter a recovery code.")
    String codeOrRecoveryHint();

    @Message("Six digits. The code changes every 30 seconds.")
    String newCodeHint();

    @Message("Use your passkey")
    String usePasskey();

    @Message("Passkeys need JavaScript. Turn it on for this site and reload the page.")
    String passkeysNeedScript();

    @Message("Confirm it's you")
    String confirmIdentity();

    @Message("Install an authenticator app on your phone if you don't have one. Any app for one-time codes works.")
    String installApp();

    @Message("Scan this QR code with the app.")
    String scanCode();

    @Message("QR code that sets up your authenticator app. The key below contains the same information.")
    String qrCode();

    @Message("Can't scan the code?")
    String cannotScan();

    @Message("Open your authenticator app on this device")
    String openApp();

    @Message("Or enter this key in the app as a time-based key:")
    String typeKey();

    @Message("Copy")
    String copy();

    @Message("Download")
    String download();

    @Message("Print")
    String print();

    @Message("Confirm")
    String confirm();

    @Message("Enter the code shown in the app.")
    String enterCode();

    @Message("If you lose your phone or your passkey, you can use each of these codes once as your second step.")
    String recoveryUse();

    @Message("We show them only now. Keep them where you can find them without your phone.")
    String recoveryKeep();

    @Message("I saved these codes in a safe place")
    String recoveryKept();

    @Message("We're sending you a code.")
    String sending();

    @Message("We couldn't send the code yet and are still trying. Meanwhile, you can use your authenticator app.")
    String retrying();

    @Message("We sent you a code. It expires in a few minutes and works only for this sign-in.")
    String sent();

    @Message("We couldn't send the code. Use your authenticator app, or request another code.")
    String notSent();

    @Message("Refresh")
    String refresh();

    @Message("Send me a code")
    String sendCode();

    @Message("Send another code")
    String sendAnother();
}
