package dev.albireo.credentials.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;
import java.util.Set;

/** The users who must have a second factor, and the enrolment of the first one. */
@ConfigMapping(prefix = "albireo.two-factor")
public interface TwoFactorConfig {
    /** Members of any of these groups must sign in with two factors. */
    Optional<Set<String>> groups();

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
