package dev.albireo.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The forms here belong to the browser and to the interaction that they carry, not to the session that existed when the page was made: they
 * are what a session begins or grows with, and other windows of the same browser may have signed in or out since.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface BrowserForm {}
