package dev.albireo.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.testkit.PostgresResource;
import dev.albireo.testkit.StatementPlans;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The cost of a login does not depend on how many users, sessions and failed attempts there are. */
@DisplayName("Statements of a login")
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class StatementPlansTest {
    private static final List<String> TABLES = List.of(
            "anonymous_failure",
            "attempt_budget",
            "challenge",
            "delivered_code",
            "passkey",
            "passkey_use",
            "password",
            "pending_totp",
            "recovery_code",
            "session",
            "totp",
            "users");

    /** The constants that hold them, by class. */
    private static final Map<String, List<String>> STATEMENTS = Map.of(
            "attempt.AttemptStore", List.of("RELEASE", "LOCKED_UNTIL", "RESET"),
            "delivery.DeliveredCodeStore", List.of("LOCK", "CURRENT", "CONSUME", "USE_UP", "RESULT"),
            "factor.FactorStore", List.of("OF"),
            "passkey.ChallengeStore", List.of("INSERT", "CONSUME"),
            "passkey.PasskeyUseStore", List.of("OF"),
            "recovery.RecoveryCodeStore", List.of("CONSUME"),
            "session.SessionStore",
                    List.of("BY_COOKIE", "BY_ID", "RECORD_USE", "INSERT", "UPGRADE", "END", "END_BY_COOKIE", "LIVE"),
            "totp.TotpStore", List.of("OF", "CONSUME"));

    @Inject
    DataSource database;

    @Test
    void read_no_large_table_as_a_whole() throws SQLException, ReflectiveOperationException {
        try (StatementPlans plans = StatementPlans.of(database, TABLES)) {
            assertThat(plans.objections("dev.albireo.credentials", STATEMENTS)).isEmpty();
        }
    }

    /** As Hibernate writes the condition of {@code UserStore.MEMBER}. */
    @Test
    void the_members_of_a_group_are_found_without_the_other_users() throws SQLException {
        try (StatementPlans plans = StatementPlans.of(database, List.of("users"))) {
            assertThat(plans.wholeTables("SELECT subject FROM users"
                            + " WHERE cast(groups @> array[cast($1 as text)] as boolean)=true ORDER BY username_key"))
                    .isEmpty();
        }
    }
}
