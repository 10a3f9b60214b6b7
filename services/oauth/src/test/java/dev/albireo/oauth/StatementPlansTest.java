package dev.albireo.oauth;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The cost of a request does not depend on how many users, sessions and tokens there are. */
@DisplayName("Statements of frequent requests")
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class StatementPlansTest {
    private static final List<String> TABLES = List.of(
            "access_token",
            "authorization_code",
            "authorization_grant",
            "client_assertion",
            "client_failure",
            "consent",
            "device_code",
            "interaction",
            "person",
            "previous_secret",
            "pushed_request",
            "refresh_token",
            "revoked_token",
            "session",
            "user_group");

    /** The constants that hold them, by class. */
    private static final Map<String, List<String>> STATEMENTS = Map.ofEntries(
            Map.entry("access.AccessStore", List.of("FIND", "IS_REVOKED")),
            Map.entry("authorize.AuthorizationCodeStore", List.of("ISSUE")),
            Map.entry("authorize.ConsentStore", List.of("FIND", "ADD", "MARK")),
            Map.entry("authorize.InteractionStore", List.of("ADD", "EXTEND", "FIND", "BIND", "COMPLETE")),
            Map.entry("authorize.PushedRequestStore", List.of("ADD", "CONSUME")),
            Map.entry("client.authentication.PreviousSecretStore", List.of("FIND")),
            Map.entry("client.authentication.UsedAssertionStore", List.of("USE")),
            Map.entry("introspect.IntrospectStore", List.of("ACTIVE_GRANT", "REFRESH")),
            Map.entry("limit.ClientFailureStore", List.of("RESERVE", "REFUND")),
            Map.entry("revoke.RevokeStore", List.of("REFRESH", "REVOKE", "REVOKE_ONE")),
            Map.entry(
                    "session.SessionProjectionStore",
                    List.of(
                            "FIND",
                            "FIND_CARRIED",
                            "APPLY_AND_FIND",
                            "APPLY_SESSIONS",
                            "END_GRANTS_OF_SESSIONS",
                            "APPLY_USER",
                            "END_VOID_GRANTS",
                            "TOUCH",
                            "END_HERE")),
            Map.entry("token.DeviceCodeStore", List.of("FIND", "POLL", "REDEEM")),
            Map.entry(
                    "token.GrantStore",
                    List.of(
                            "FIND",
                            "FIND_CODE",
                            "FIND_REFRESH",
                            "IS_UNUSED",
                            "REDEEM_CODE",
                            "REDEEM_REFRESH",
                            "REUSE_REFRESH",
                            "REVOKE")),
            Map.entry("token.OpaqueAccessTokenStore", List.of("ADD")),
            Map.entry("userinfo.UserinfoStore", List.of("FIND")));

    @Inject
    DataSource database;

    @Test
    void read_no_large_table_as_a_whole() throws SQLException, ReflectiveOperationException {
        try (StatementPlans plans = StatementPlans.of(database, TABLES)) {
            assertThat(plans.objections("dev.albireo.oauth", STATEMENTS)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "token.GrantStore, FIND_REFRESH",
        "token.GrantStore, IS_UNUSED",
        "token.GrantStore, REDEEM_REFRESH",
        "token.GrantStore, REUSE_REFRESH",
        "revoke.RevokeStore, REFRESH",
        "introspect.IntrospectStore, REFRESH"
    })
    void read_one_partition_of_refresh_tokens(String store, String name)
            throws SQLException, ReflectiveOperationException {
        try (StatementPlans plans = StatementPlans.of(database, List.of())) {
            String statement = StatementPlans.statement("dev.albireo.oauth", store, name);
            assertThat(plans.partitions(statement, "refresh_token")).hasSizeLessThan(2);
            assertThat(plans.partitions(statement.replaceAll("AND (r\\.)?expiry_week = \\S+", ""), "refresh_token"))
                    .as("the same without the partition key")
                    .hasSizeGreaterThan(2);
        }
    }

    @Test
    void would_be_found_if_they_read_all_of_one() throws SQLException {
        try (StatementPlans plans = StatementPlans.of(database, List.of("session"))) {
            assertThat(plans.wholeTables("SELECT id FROM session WHERE end_reason = $1"))
                    .containsExactly("session");
        }
    }
}
