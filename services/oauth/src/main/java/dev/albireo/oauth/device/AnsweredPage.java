package dev.albireo.oauth.device;

import io.quarkus.qute.TemplateInstance;

/** The page after the user's answer. */
record AnsweredPage(String client, boolean allowed) implements TemplateInstance {}
