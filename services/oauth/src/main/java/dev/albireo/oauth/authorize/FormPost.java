package dev.albireo.oauth.authorize;

import io.quarkus.qute.TemplateInstance;
import java.util.Map;

/** The page that posts an answer to the client; its button is for browsers that run no scripts. */
record FormPost(String address, Map<String, String> fields) implements TemplateInstance {}
