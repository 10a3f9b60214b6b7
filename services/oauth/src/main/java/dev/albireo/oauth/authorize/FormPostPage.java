package dev.albireo.oauth.authorize;

import io.quarkus.qute.TemplateInstance;
import java.util.Map;

/** The page that posts a response to the client; its button is for browsers without scripts. */
record FormPostPage(String address, Map<String, String> fields) implements TemplateInstance {}
