package dev.albireo.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** An internal endpoint that acts for an administrator, whose own access token must travel beside the service's. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface ByAdministrator {
    /** Whether a service account may do so too, with its own access token in that place. */
    boolean serviceAccounts() default false;
}
