package dev.albireo.credentials.reset;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the pages of a forgotten password. */
@MessageBundle(value = "reset", locale = "en")
public interface ResetMessages {
    @Message("Forgot your password?")
    String forgotten();

    @Message("Enter the name you sign in with. You get an email with a link to choose a new password.")
    String forgottenLead();

    @Message("The email wasn't requested")
    String forgottenProblem();

    @Message("Send the email")
    String send();

    @Message("Back to sign in")
    String toSignIn();

    @Message("Check your email")
    String sent();

    @Message(
            "If there is an account with this name and a confirmed email address, an email is on its way. Its link works once, for 15 minutes.")
    String sentLead();

    @Message("Nothing arrives? Check the name and the spam folder, or ask your administrator for help.")
    String sentHint();

    @Message("Choose a new password")
    String choose();

    @Message("for {username}")
    String of(String username);

    @Message(
            "You'll be signed out everywhere. Then sign in with the new password, and with your second step as before.")
    String meaning();

    @Message("Your password wasn't changed")
    String chooseProblem();

    @Message("New password")
    String newPassword();

    @Message("Change password")
    String change();

    @Message("Your password was changed")
    String changed();

    @Message("You're signed out everywhere. Sign in with the new password.")
    String changedLead();

    @Message("Sign in")
    String signIn();
}
