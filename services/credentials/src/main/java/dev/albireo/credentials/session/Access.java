package dev.albireo.credentials.session;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Opens an endpoint to more than full sessions. Without this annotation it is closed to all others. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Access {
    /** Returns who has access. */
    Who value();

    /** The levels of access. */
    enum Who {
        /** Every request. */
        ANYONE,
        /** Partial sessions too. */
        PARTIAL,
        /** Other services; the filter of internal endpoints authenticates them. */
        SERVICES
    }
}
