package dev.albireo.credentials.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The enrolment of a first second factor. */
@ConfigMapping(prefix = "albireo.two-factor")
public interface TwoFactorConfig {
    /** How a user without a second factor enrols one. */
    @WithDefault("open")
    FirstEnrolment firstEnrolment();

    /** How a user without a second factor enrols one. */
    enum FirstEnrolment {
        /** After a recent password. */
        OPEN,
        /** Only with a code that an administrator issues. */
        WITH_CODE
    }
}
