package dev.albireo.credentials.bootstrap;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the page that creates the first administrator. */
@MessageBundle(value = "bootstrap", locale = "en")
public interface BootstrapMessages {
    @Message("First administrator")
    String title();

    @Message(
            "This server doesn't have an administrator yet. Enter the code from the log of the credentials service. The service logged it when it started.")
    String lead();

    @Message("The account wasn't created")
    String problem();

    @Message("At least {shortest} characters. You'll add a passkey in the next step.")
    String passwordHint(int shortest);

    @Message("Create administrator account")
    String create();
}
