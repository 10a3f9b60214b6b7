package dev.albireo.credentials.login;

import io.quarkus.qute.TemplateInstance;

/**
 * The page of signing out, before and after.
 *
 * @param username the user who is signed in, or empty
 */
record SignOutPage(String formToken, String username) implements TemplateInstance {}
