package dev.albireo.oauth.device;

import io.quarkus.qute.TemplateInstance;

/** The page after the user's decision. */
record DeviceDecisionPage(String client, boolean allowed) implements TemplateInstance {}
