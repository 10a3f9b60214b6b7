package dev.albireo.credentials.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The enrolment of a first second factor. */
@ConfigMapping(prefix = "albireo.two-factor")
public interface TwoFactorConfig {
    /** How a user without a second factor enrols one. */
    @WithDefault("open")
    FirstEnrolment firstEnrolment();

    /** How long an enrolment code of an administrator is valid. */
    @WithDefault("PT24H")
    Duration enrolmentCodeLife();

    /** How a user without a second factor enrols one. */
    enum FirstEnrolment {
        /** After a recent password. */
        OPEN,
        /** Only with a code that an administrator issues, for some minutes in the session that entered it. */
        WITH_CODE
    }
}
