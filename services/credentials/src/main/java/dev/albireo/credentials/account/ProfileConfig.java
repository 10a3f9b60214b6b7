package dev.albireo.credentials.account;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;

/** What users may do with their own account. */
@ConfigMapping(prefix = "albireo.account")
interface ProfileConfig {
    /**
     * The claims that users may change on the account page, in this order: any of {@code name}, {@code given_name}, {@code family_name},
     * {@code middle_name}, {@code nickname}, {@code gender}, {@code birthdate}, {@code zoneinfo}, {@code locale}, {@code profile}, {@code
     * picture} and {@code website}. {@code none} if they may change none.
     */
    @WithDefault("name,given_name,family_name,nickname,locale,zoneinfo")
    List<String> editableClaims();

    /** Whether users may delete their own account. */
    @WithDefault("false")
    boolean selfDeletion();
}
