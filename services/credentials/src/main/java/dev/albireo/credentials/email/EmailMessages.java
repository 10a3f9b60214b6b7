package dev.albireo.credentials.email;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the pages of the email address. */
@MessageBundle(value = "email", locale = "en")
public interface EmailMessages {
    @Message("Your email address")
    String title();

    @Message("The email wasn't requested")
    String problem();

    @Message("Your account has no email address.")
    String none();

    @Message("Confirmed")
    String verified();

    @Message("Not confirmed")
    String unverified();

    @Message("Email addresses can't be confirmed here. Ask your administrator to change your address.")
    String off();

    @Message("To confirm or change your address, confirm first that it's you.")
    String confirmFirst();

    @Message("Confirm this address")
    String confirmPresent();

    @Message("You get an email with a link. Your address is confirmed when you open the link and press its button.")
    String presentLead();

    @Message("Change your address")
    String change();

    @Message(
            "The new address gets an email with a link. Your address changes when you open the link and press its button.")
    String changeLead();

    @Message("You also sign in with the address.")
    String signInWith();

    @Message("New email address")
    String newAddress();

    @Message("Send the email")
    String send();

    @Message("Check your email")
    String sent();

    @Message("An email is on its way to {email}. Its link works once, for 30 minutes, while you stay signed in here.")
    String sentLead(String email);

    @Message(
            "Nothing arrives? Check the address and the spam folder. Your address stays as it is until you open the link.")
    String sentHint();

    @Message("Back to your account")
    String toAccount();

    @Message("Confirm your email address")
    String confirm();

    @Message("{email} becomes the confirmed address of the account {username}.")
    String confirmLead(String email, String username);

    @Message("Confirm address")
    String confirmButton();

    @Message("Open the link again")
    String openAgain();

    @Message("You're signed in as {username}. Open the link in the email once more in this browser.")
    String openAgainLead(String username);

    @Message("Your email address is confirmed")
    String confirmed();

    @Message("The address of your account is {email}.")
    String confirmedLead(String email);
}
