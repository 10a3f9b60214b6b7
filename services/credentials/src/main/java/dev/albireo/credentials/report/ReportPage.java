package dev.albireo.credentials.report;

import io.quarkus.qute.TemplateInstance;

/**
 * The page of the link of a notice, or the one that says what was done.
 *
 * @param token of the link
 */
record ReportPage(String formToken, String token, String username, boolean reported) implements TemplateInstance {}
