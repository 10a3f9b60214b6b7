package dev.albireo.web;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/**
 * The texts that the pages of several features share, in English. A translation is a file {@code messages/page_<language>.properties}.
 *
 * <p>Messages are plain text: the page that shows one escapes it with the values in it.
 */
@MessageBundle(value = "page", locale = "en")
public interface PageMessages {
    @Message("Error: {title}")
    String errorTitle(String title);

    @Message("If you contact support, quote this reference:")
    String reference();

    @Message("(status {status})")
    String status(int status);

    @Message("That page was out of date, so nothing was changed. This is the current page.")
    String stale();

    @Message("You were signed out in the meantime, so nothing was changed. Sign in to continue.")
    String signedOutMeanwhile();

    @Message("Please try again in a moment")
    String unavailable();

    @Message("A part of this service is temporarily unavailable.")
    String unavailableReason();

    @Message("Something went wrong on our side")
    String fault();

    @Message("Nothing was changed. Please try again.")
    String faultAdvice();

    @Message("Check the address, or go back and try again.")
    String badRequestAdvice();

    @Message("Go to your account")
    String goToAccount();

    @Message("Your account")
    String yourAccount();

    @Message("Signed in as")
    String signedInAs();

    @Message("Not you?")
    String notYou();

    @Message("Allow")
    String allow();

    @Message("Cancel")
    String cancel();

    @Message("Continue")
    String proceed();

    @Message("Code")
    String code();

    @Message("Privacy policy of {client}")
    String privacyPolicy(String client);

    @Message("Terms of {client}")
    String terms(String client);

    @Message("Sign out")
    String signOut();

    @Message("Sign out?")
    String signOutQuestion();

    @Message("Stay signed in")
    String staySignedIn();

    @Message("Signed out")
    String signedOut();

    @Message("You're signed out")
    String youAreSignedOut();

    @Message("Sign in again")
    String signInAgain();
}
