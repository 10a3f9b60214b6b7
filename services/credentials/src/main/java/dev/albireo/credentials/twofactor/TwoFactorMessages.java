package dev.albireo.credentials.twofactor;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the pages of two-factor settings. */
@MessageBundle(value = "twofactor", locale = "en")
public interface TwoFactorMessages {
    @Message("Two-factor sign-in")
    String title();

    @Message("Your recovery codes")
    String newCodes();

    @Message("On")
    String on();

    @Message("Off")
    String off();

    @Message("When you sign in with your password, you also need a code from your authenticator app.")
    String onMeaning();

    @Message("Your password is enough to sign in.")
    String passwordOnly();

    @Message("{#if passkeys == 1}You have a passkey{#else}You have {passkeys} passkeys{/if} but no authenticator app.")
    String noApp(long passkeys);

    @Message("Authenticator app")
    String app();

    @Message("Your app is set up. If you get a new phone, disable the app here and set it up again.")
    String appEnabled();

    @Message("An app on your phone shows a code that changes every 30 seconds.")
    String appMeaning();

    @Message("Disable")
    String disable();

    @Message("Set up")
    String enable();

    @Message("Recovery codes")
    String recoveryCodes();

    @Message("You don't have any codes left. If you lose your second step, you'll have to contact your administrator.")
    String noCodesLeft();

    @Message("{#if count == 1}You have 1 code left.{#else}You have {count} codes left.{/if}")
    String codesLeft(int count);

    @Message("Get new codes")
    String getNewCodes();

    @Message("Passkeys")
    String passkeys();

    @Message(
            "{#if count == 0}You don't have any passkeys.{#else if count == 1}You have 1 passkey.{#else}You have {count} passkeys.{/if}")
    String passkeyCount(long count);

    @Message("Manage passkeys")
    String managePasskeys();

    @Message("Disable your authenticator app")
    String disableTitle();

    @Message(
            "Your password will be enough to sign in, and your recovery codes will stop working. You'll be signed out everywhere else.")
    String disableOnly();

    @Message("You keep your passkeys. You'll be signed out everywhere else.")
    String disableOther();

    @Message("The app is still enabled")
    String disableProblem();

    @Message("Keep the app")
    String keep();

    @Message("Set up an authenticator app")
    String enableTitle();

    @Message("The app isn't set up yet")
    String enableProblem();
}
