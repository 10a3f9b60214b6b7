package dev.albireo.credentials.password;

import dev.albireo.web.PositiveInt;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;

/** The passwords that users may choose (NIST SP 800-63B-4 section 3.1.1.2). */
@ConfigMapping(prefix = "albireo.password")
public interface PasswordRulesConfig {
    /** The minimum number of characters of a password beside a second factor; not less than 8. */
    @WithDefault("8")
    @WithConverter(PositiveInt.class)
    int shortest();

    /** The minimum number of characters of a password that is the only factor of the account. */
    @WithDefault("15")
    @WithConverter(PositiveInt.class)
    int shortestAlone();
}
