package dev.albireo.oauth.logout;

import io.quarkus.qute.TemplateInstance;
import java.util.Map;

/**
 * The page that repeats a client's POST as a GET with the cookies of this site, where the parameters are too long for a redirect.
 *
 * @param parameters the client's parameters
 */
record ContinueLogoutPage(Map<String, String> parameters) implements TemplateInstance {}
