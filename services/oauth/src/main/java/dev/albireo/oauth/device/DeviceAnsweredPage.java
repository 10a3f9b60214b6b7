package dev.albireo.oauth.device;

import io.quarkus.qute.TemplateInstance;

/** The page after the user's answer. */
record DeviceAnsweredPage(String client, boolean allowed) implements TemplateInstance {}
