package dev.albireo.oauth.device;

import io.quarkus.qute.TemplateInstance;

/**
 * The page where the user types the code of a device.
 *
 * @param code the initial content of the field
 * @param problem what was wrong with it, or an empty text
 */
record UserCodePage(String code, String problem, String formToken) implements TemplateInstance {}
