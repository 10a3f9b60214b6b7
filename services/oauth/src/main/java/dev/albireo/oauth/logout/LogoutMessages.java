package dev.albireo.oauth.logout;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the pages of signing out. */
@MessageBundle(value = "logout", locale = "en")
public interface LogoutMessages {
    @Message("{client} wants to sign you out.")
    String requestedBy(String client);

    @Message("Signing you out. If nothing happens, use the button.")
    String continuing();

    @Message("You'll have to sign in again in every app that uses this account in this browser.")
    String consequence();

    @Message("To use your account in this browser again, sign in.")
    String complete();

    @Message("We're signing you out of your apps. You'll be redirected in a moment.")
    String redirecting();

    @Message("Your apps can no longer use this session, and this browser has forgotten it. However, part of the system"
            + " couldn't be reached: until it recovers, your account pages may stay open in other windows.")
    String incomplete();

    @Message("Continue to {client}")
    String continueTo(String client);

    @Message("Continue to the app")
    String continueToApp();

    @Message("Sign-out of an app")
    String frameTitle();
}
