package dev.albireo.credentials.factor;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts that the script of passkeys shows. */
@MessageBundle(value = "script", locale = "en")
public interface ScriptMessages {
    @Message("Follow your browser to create the passkey.")
    String create();

    @Message("Now use the new passkey once.")
    String use();

    @Message("Waiting for your passkey…")
    String waiting();

    @Message("Done. One moment…")
    String done();

    @Message("This device has a passkey for your account already. Use another device or key.")
    String known();

    @Message("The passkey was not used: it was cancelled or took too long. Try again when you are ready.")
    String cancelled();

    @Message("Too many attempts. Wait an hour, or sign in again.")
    String tooMany();

    @Message("That passkey did not work here. Try again, or choose another one.")
    String wrong();

    @Message("This page has been open too long. Reload it and try again.")
    String stale();

    @Message("That was not possible:")
    String impossible();

    @Message("We could not be reached. Check your connection and try again.")
    String offline();

    @Message("This browser cannot use passkeys. Try a newer one.")
    String unsupported();

    @Message("Show")
    String show();

    @Message("Hide")
    String hide();

    @Message("Copied.")
    String copied();

    @Message("Your browser did not allow copying. Select the text and copy it.")
    String notCopied();
}
