package dev.albireo.credentials.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;
import java.util.Set;

/** Who must have a second factor, and how the first one is enrolled. */
@ConfigMapping(prefix = "albireo.two-factor")
public interface TwoFactorConfig {
    /** Members of any of these groups must sign in with two factors. */
    Optional<Set<String>> groups();

    /** How somebody who has no second factor gets one. */
    @WithDefault("open")
    FirstEnrolment firstEnrolment();

    /** How somebody who has no second factor gets one. */
    enum FirstEnrolment {
        /** After a recent password. */
        OPEN,
        /** Only with a code that an administrator issues. */
        WITH_CODE
    }
}
