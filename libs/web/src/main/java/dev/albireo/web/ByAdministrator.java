package dev.albireo.web;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An internal endpoint that acts on behalf of an administrator, whose own access token must accompany the service's. An unsafe request also
 * requires a recent second factor of that administrator, whatever it changes: {@link InternalGuard} checks it. An unsafe request with
 * an {@code Idempotency-Key} is carried out once ({@link IdempotencyKeys}). It continues if the caller disconnects, so the class must be
 * {@code @Cancellable(false)} as well.
 */
@NameBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface ByAdministrator {
    /** Returns whether a service account is also permitted, with its own access token in that place. */
    boolean serviceAccounts() default false;

    /** Returns what an unsafe request requires of the administrator's role; a safe one requires {@link AdministratorPermission#READ}. */
    AdministratorPermission permission() default AdministratorPermission.ADMINISTER;

    /**
     * Returns whether an unsafe request (RFC 9110 section 9.2.1) requires a recent second factor. False only for one that reads, and for
     * one whose body decides, which then calls {@link Actor#requireRecentSecondFactor}.
     */
    boolean stepUp() default true;
}
