package dev.albireo.oauth.logout;

import io.quarkus.qute.TemplateInstance;

/**
 * The page after signing out.
 *
 * @param everywhere whether every part of the system knows it already
 * @param client the application that asked, or an empty text
 * @param link where it wants the person to go on, or an empty text
 */
record SignedOut(boolean everywhere, String client, String link) implements TemplateInstance {}
