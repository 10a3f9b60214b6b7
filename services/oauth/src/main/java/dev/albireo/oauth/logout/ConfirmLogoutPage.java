package dev.albireo.oauth.logout;

import io.quarkus.qute.TemplateInstance;
import java.util.Map;

/**
 * The page that asks whether to sign out.
 *
 * @param client the client that requested the logout, or an empty text
 * @param parameters the client's parameters, to be sent along
 */
record ConfirmLogoutPage(String client, String username, Map<String, String> parameters, String formToken)
        implements TemplateInstance {}
