package dev.albireo.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Exempts requests of other sites from {@link FormGuard}: they carry a credential of their own, or change nothing. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface CrossSite {
    /** Returns why that is safe here. */
    String value();
}
