package dev.albireo.admin;

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

/** The cost of a batch of audit records, of a removal and of an erasure does not depend on the length of the trail. */
@DisplayName("Statements of the audit trail")
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(AdminOnLoopback.class)
class StatementPlansTest {
    /** A record in a thousand is of an upgrade, one in ten is older than the chains, and one in ten is the deletion of a user. */
    private static final String TRAIL = """
            UPDATE audit_record
               SET chain = CASE WHEN sequence % 1000 = 0 THEN NULL WHEN sequence % 10 = 1 THEN 'before'
                                ELSE 'access-2026-' || sequence % 12 END,
                   sequence = CASE WHEN sequence % 1000 = 0 OR sequence % 10 = 1 THEN NULL ELSE sequence END,
                   action = CASE WHEN sequence % 10 = 0 THEN 'user.delete' ELSE 'login' END,
                   outcome = 'success'
            """;

    /** The constants that hold them, by class. */
    private static final Map<String, List<String>> STATEMENTS = Map.of(
            "audit.AuditRecordStore", List.of("KNOWN", "ADD", "UNCHAINED", "ADOPT", "REMOVE", "REMOVE_OLD"),
            "audit.AuditErasureStore", List.of("DELETED_USER", "ABOUT", "ONE", "ERASE"));

    @Inject
    DataSource database;

    @Test
    void read_the_trail_by_an_index() throws SQLException, ReflectiveOperationException {
        try (StatementPlans plans =
                StatementPlans.of(database, List.of("audit_record")).with(TRAIL)) {
            assertThat(plans.objections("dev.albireo.admin", STATEMENTS)).isEmpty();
        }
    }
}
