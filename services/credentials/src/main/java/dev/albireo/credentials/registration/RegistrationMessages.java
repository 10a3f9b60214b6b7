package dev.albireo.credentials.registration;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the pages of a registration by a link. */
@MessageBundle(value = "registration", locale = "en")
public interface RegistrationMessages {
    @Message("Enter your email address. You get an email with a link to create your account.")
    String lead();

    @Message("Email")
    String email();

    @Message("Your name (optional)")
    String name();

    @Message("Send the email")
    String send();

    @Message("The email wasn't requested")
    String problem();

    @Message("Check your email")
    String sent();

    @Message(
            "We sent an email to {email}. Its link works once, for a day. Open it in this browser to go on where you came from.")
    String sentLead(String email);

    @Message("Nothing arrives? Check the address and the spam folder.")
    String sentHint();

    @Message("Your account gets the address {email}.")
    String completeLead(String email);

    @Message("Create a passkey instead of a password")
    String passkey();

    @Message("A passkey is kept by your device or password manager. You sign in with your fingerprint, face or PIN.")
    String passkeyHint();

    @Message("I accept the")
    String accept();

    @Message("terms of use")
    String terms();
}
