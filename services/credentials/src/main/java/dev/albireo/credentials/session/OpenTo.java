package dev.albireo.credentials.session;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Opens an endpoint to more than full sessions. One without this annotation is closed to everybody else. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface OpenTo {
    /** Who may come in. */
    Who value();

    /** Who may come in. */
    enum Who {
        /** Everybody. */
        ANYONE,
        /** Partial sessions too. */
        PARTIAL,
        /** Other services; the guard of internal endpoints looks at them. */
        SERVICES
    }
}
