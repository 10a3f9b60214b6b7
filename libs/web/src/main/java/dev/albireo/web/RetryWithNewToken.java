package dev.albireo.web;

import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a client of another service whose calls are repeated once with a new access token when the token of this service was rejected: its
 * signing key was revoked, and the cached token has not expired yet. Fails with {@code UNAVAILABLE} if the new one is rejected too. The
 * client also needs {@link ServiceTokenErrors}.
 */
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface RetryWithNewToken {}
