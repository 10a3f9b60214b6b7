package dev.albireo.credentials.report;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Reports of users that a change of their account was not theirs. */
@ConfigMapping(prefix = "albireo.account-report")
interface AccountReportConfig {
    /** How long the user cannot change factors, password and email address after a report; an administrator unlocks the account before. */
    @WithDefault("PT24H")
    Duration lock();
}
