package dev.albireo.oauth.authorize;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the consent page and of the page that posts a response to the client. */
@MessageBundle(value = "authorize", locale = "en")
public interface AuthorizeMessages {
    @Message("Allow access")
    String consentTitle();

    @Message("Allow {client} to use your account?")
    String allowClient(String client);

    @Message("{client} asks for more access")
    String allowMore(String client);

    @Message("{client} wants to:")
    String wantsTo(String client);

    @Message("{client} at {host} wants to:")
    String wantsToAt(String client, String host);

    @Message("Website of {client}")
    String website(String client);

    @Message("New")
    String newPermission();

    @Message("It uses this access at:")
    String resources();

    @Message("Return to the app")
    String returnTitle();

    @Message("You'll be redirected automatically. If nothing happens, select Continue.")
    String returning();
}
