package dev.albireo.webhooks.ssf;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks an endpoint of the transmitter for which the scope {@code ssf.read} suffices although it is not a GET. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface SsfReadScope {}
