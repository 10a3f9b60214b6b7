package dev.albireo.credentials.report;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the page of a report. */
@MessageBundle(value = "report", locale = "en")
public interface ReportMessages {
    @Message("This wasn't you?")
    String title();

    @Message("for {username}")
    String of(String username);

    @Message(
            "If what the email tells wasn't you, secure the account: it's signed out everywhere, applications lose their access, and nothing about how you sign in can be changed for a time.")
    String meaning();

    @Message("You can still choose a new password by email. An administrator can unlock the account before.")
    String meanwhile();

    @Message("Secure the account")
    String secure();

    @Message("It was me")
    String wasMe();

    @Message("Your account is secured")
    String done();

    @Message("It's signed out everywhere, and nothing about how you sign in can be changed for a time.")
    String doneLead();

    @Message("Now choose a new password. If your email address was changed, ask your administrator for help.")
    String next();

    @Message("Choose a new password")
    String choose();
}
