package dev.albireo.credentials.factorreset;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts about the removal of all second factors by the user. */
@MessageBundle(value = "factorreset", locale = "en")
public interface FactorResetMessages {
    @Message("Lost your second step?")
    String lost();

    @Message("Remove your second step")
    String title();

    @Message(
            "Use this only if you've lost every second step: your passkeys, your authenticator app and your recovery codes.")
    String lead();

    @Message(
            "For your protection there is a waiting period. We tell you by email at once, your account page shows it, and it can be cancelled from both.")
    String meaning();

    @Message("If you use a second step or change your password meanwhile, nothing is removed.")
    String stillThere();

    @Message(
            "After the waiting period, sign in with your password and come back to this page. Then all second steps are removed, and you're signed out everywhere.")
    String afterwards();

    @Message("If you request it now, you can remove them from this time on:")
    String from();

    @Message("Request the removal")
    String request();

    @Message("Your password")
    String password();

    @Message("You're waiting for the removal")
    String waiting();

    @Message("The removal was requested. You can remove your second steps on this page from this time on:")
    String waitingFrom();

    @Message("We've sent you an email. Sign in with your password again at that time.")
    String waitingHint();

    @Message("Now you can remove your second steps")
    String ready();

    @Message(
            "The waiting period is over. All passkeys, the authenticator app and all recovery codes of your account are removed, you're signed out everywhere, and applications lose their access.")
    String readyLead();

    @Message("You can do this until")
    String readyUntil();

    @Message("Remove all second steps")
    String finish();

    @Message("The removal was cancelled")
    String cancelled();

    @Message(
            "It was cancelled by email, on the account page or by an administrator, or a second step was used. If it wasn't you, change your password.")
    String cancelledLead();

    @Message("You can request it again from this time on:")
    String cancelledUntil();

    @Message("Back to the other ways")
    String back();

    @Message("It didn't work")
    String problem();

    @Message("Someone who knows your password asked to remove all your second steps.")
    String requested();

    @Message("They can be removed from this time on:")
    String requestedFrom();

    @Message("If it wasn't you, cancel it and change your password.")
    String requestedNotYou();

    @Message("Cancel the removal")
    String cancel();

    @Message("Cancel the removal of your second step?")
    String cancelTitle();

    @Message("for {username}")
    String of(String username);

    @Message("Nothing about your second steps changes then. It can be requested again after a day.")
    String cancelMeaning();

    @Message("It was me")
    String wasMe();

    @Message("The removal is cancelled")
    String cancelDone();

    @Message("Your second steps stay as they are.")
    String cancelDoneLead();

    @Message("If you didn't request it, someone else knows your password. Change it now.")
    String cancelDoneNext();

    @Message("Change your password")
    String changePassword();
}
