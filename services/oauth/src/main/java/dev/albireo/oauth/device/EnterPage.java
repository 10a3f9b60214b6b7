package dev.albireo.oauth.device;

import io.quarkus.qute.TemplateInstance;

/**
 * Where a person types the code that a device shows.
 *
 * @param code what is in the field already
 * @param problem what was wrong with it, or an empty text
 */
record EnterPage(String code, String problem, String formToken) implements TemplateInstance {}
