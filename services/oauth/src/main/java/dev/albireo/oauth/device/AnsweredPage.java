package dev.albireo.oauth.device;

import io.quarkus.qute.TemplateInstance;

/** What a person did with a device. */
record AnsweredPage(String client, boolean allowed) implements TemplateInstance {}
