package dev.albireo.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Binds the forms of an endpoint to the browser and their interaction, not to the session at the time of the page: they start or upgrade a
 * session, and other windows of the same browser may have signed in or out meanwhile.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface BrowserBoundForm {}
