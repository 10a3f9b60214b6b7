package dev.albireo.webhooks;

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

/** The cost of a delivery does not depend on how many were made in the last thirty days. */
@DisplayName("Statements of deliveries")
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class StatementPlansTest {
    /** One delivery in twenty is due, and one of these is in progress now and then, for a few subscriptions. */
    private static final String DELIVERIES = """
            UPDATE webhook_delivery
               SET state = CASE WHEN position % 20 = 0 THEN 'due' ELSE 'delivered' END,
                   claimed_until = CASE WHEN position % 2000 = 0 THEN now() END,
                   subscription = md5((position % 50 + 1)::text)::uuid,
                   type = CASE WHEN position % 3 = 0 THEN 'albireo.UserChanged.v1' ELSE 'albireo.SessionStarted.v1' END
            """;

    private static final String SUBSCRIPTIONS = "DELETE FROM webhook_subscription WHERE failures > 50";

    private static final String SETS = """
            UPDATE ssf_delivery
               SET state = CASE WHEN position % 20 = 0 THEN 'due' ELSE 'delivered' END,
                   claimed_until = CASE WHEN position % 2000 = 0 THEN now() END,
                   stream = md5((position % 50 + 1)::text)::uuid
            """;

    private static final String STREAMS = "DELETE FROM ssf_stream WHERE failures > 50";

    private static final String MAILS = """
            UPDATE mail_delivery SET state = CASE WHEN attempts % 20 = 0 THEN 'due' ELSE 'delivered' END,
                   claimed_until = CASE WHEN attempts % 2000 = 0 THEN now() END
            """;

    /** The constants that hold them, by class. */
    private static final Map<String, List<String>> STATEMENTS = Map.of(
            "administrator.AdministratorAccountStore",
            List.of("APPLY", "FIND"),
            "event.WebhookDeliveryListStore",
            List.of("LIST"),
            "event.WebhookDeliveryStore",
            List.of("ADD", "ERASE", "CLAIM", "MORE", "DELIVERED", "AGAIN", "DEAD"),
            "mail.MailDeliveryStore",
            List.of("ADD", "CLAIM", "MORE", "SENT", "AGAIN", "OVER", "EXPIRE"),
            "ssf.SsfAccountStore",
            List.of("APPLY", "BY_EMAIL", "EXISTS"),
            "ssf.SsfDeliveryStore",
            List.of("ADD", "ERASE", "CLAIM", "MORE", "DELIVERED", "AGAIN", "DEAD", "WAITING", "ACKNOWLEDGE", "REFUSE"),
            "ssf.SsfStreamStore",
            List.of("OF_CLIENT", "FIND", "SEEN", "VERIFY", "REMOVED", "FORGET"));

    @Inject
    DataSource database;

    @Test
    void read_no_large_table_as_a_whole() throws SQLException, ReflectiveOperationException {
        List<String> tables = List.of(
                "administrator_account",
                "mail_delivery",
                "ssf_account",
                "ssf_delivery",
                "ssf_removed_subject",
                "ssf_stream",
                "webhook_delivery",
                "webhook_subscription");
        try (StatementPlans plans = StatementPlans.of(database, tables)
                .with(DELIVERIES)
                .with(SUBSCRIPTIONS)
                .with(SETS)
                .with(STREAMS)
                .with(MAILS)) {
            assertThat(plans.objections("dev.albireo.webhooks", STATEMENTS))
                    .allMatch(objection -> objection.endsWith(" reads all of webhook_subscription")
                            || objection.endsWith(" reads all of ssf_stream"));
        }
    }
}
