package dev.albireo.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An internal endpoint that acts for an administrator, whose own access token must travel beside the service's. A request that may change
 * something needs a recent second factor of that administrator as well, whatever it changes: {@link InternalGuard} asks for it.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface ByAdministrator {
    /** Whether a service account may do so too, with its own access token in that place. */
    boolean serviceAccounts() default false;

    /**
     * Whether a request that is not safe (RFC 9110 section 9.2.1) needs a recent second factor. False only for one that reads, and for one
     * whose body decides, which then calls {@link Actor#requireRecentSecondFactor}.
     */
    boolean stepUp() default true;
}
