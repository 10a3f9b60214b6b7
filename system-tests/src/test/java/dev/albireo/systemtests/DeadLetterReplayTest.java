package dev.albireo.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.albireo.systemtests.support.AlbireoCommand;
import dev.albireo.systemtests.support.AlbireoCommand.Ran;
import dev.albireo.systemtests.support.Database;
import dev.albireo.systemtests.support.InParallel;
import dev.albireo.systemtests.support.Running;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Events that a service cannot process")
class DeadLetterReplayTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PARTITIONS = 3;
    private static final String CONFIGS = "SELECT count(*) FROM endpoint_config WHERE id = ?";

    private final Database webhooks = new Database("webhooks");
    private final String poison = "poison-" + UUID.randomUUID();

    @TempDir
    Path folder;

    /** The database of the consumer rejects this one event, as contradicting data would. */
    @BeforeEach
    void the_event_contradicts_the_database() {
        webhooks.update("CREATE OR REPLACE FUNCTION contradiction() RETURNS trigger LANGUAGE plpgsql AS "
                + "'BEGIN RAISE EXCEPTION ''contradicts''; END'");
        webhooks.update("CREATE TRIGGER contradiction BEFORE INSERT ON endpoint_config FOR EACH ROW WHEN (NEW.id = '"
                + poison + "') EXECUTE FUNCTION contradiction()");
    }

    @AfterEach
    void the_cause_is_removed() {
        webhooks.update("DROP TRIGGER IF EXISTS contradiction ON endpoint_config");
    }

    @Test
    void are_listed_while_their_partition_goes_on_and_handled_once_when_they_are_replayed() {
        declare(poison);
        String sibling = ofThePartition(poison);
        declare(sibling);
        JsonNode letter = await().atMost(PATIENCE).until(this::letter, found -> !found.isMissingNode());
        await().atMost(PATIENCE).until(() -> webhooks.count(CONFIGS, sibling) == 1);

        assertThat(letter.path("service").asText()).isEqualTo("webhooks");
        assertThat(letter.path("topic").asText()).isEqualTo("albireo.auth-config.v1");
        assertThat(letter.path("type").asText()).isEqualTo("albireo.AuthConfigChanged.v1");
        assertThat(letter.path("reason").asText()).contains("contradicts");
        assertThat(letter.path("attempts").asInt()).isEqualTo(3);
        assertThat(letter.path("givenUpAt").asText()).isNotEmpty();
        assertThat(letter.toString()).doesNotContain("twoFactor");

        // The cause is still there: the letter comes back, with one more attempt.
        replay(id(letter));
        await().atMost(PATIENCE)
                .until(() -> letter().path("attempts").asInt() == 4
                        && letter().path("replayedAt").isNull());
        assertThat(webhooks.count(CONFIGS, poison)).isZero();

        the_cause_is_removed();
        InParallel.run(4, number -> Running.admin().graphql(mutation(id(letter))));
        await().atMost(PATIENCE).until(() -> letter().isMissingNode());
        assertThat(webhooks.count(CONFIGS, poison)).isEqualTo(1);
        assertThat(Running.admin()
                        .data("{ auditTrail(target: \"" + id(letter) + "\") { action } }")
                        .toString())
                .contains("dead-letter.replay");
        assertThat(Running.admin()
                        .graphql(mutation(id(letter)))
                        .json()
                        .at("/errors/0/extensions/code")
                        .asText())
                .isEqualTo("not-found");
    }

    @Test
    void are_listed_and_replayed_by_the_command_line() {
        AlbireoCommand albireo = new AlbireoCommand(folder, Running.stack().adminUri());
        declare(poison);
        await().atMost(PATIENCE).until(this::letter, found -> !found.isMissingNode());
        Ran listed = albireo.run("dead-letters", "--service", "webhooks");
        assertThat(listed.code()).as(listed.toString()).isZero();
        assertThat(listed.out()).contains(id(letter())).contains("contradicts");

        the_cause_is_removed();
        Ran replayed = albireo.run("replay-dead-letters", "--all", "--service", "webhooks");
        assertThat(replayed.code()).as(replayed.toString()).isZero();
        assertThat(replayed.out()).contains("webhooks.");
        await().atMost(PATIENCE).until(() -> webhooks.count(CONFIGS, poison) == 1);
        assertThat(albireo.run("replay-dead-letters").code()).isEqualTo(64);
    }

    private static void declare(String config) {
        Running.resources().declare("AuthConfig/" + config, Map.of("twoFactor", Map.of("issuerName", "Example")));
    }

    private JsonNode letter() {
        String cursor = "{ deadLetters(service: \"webhooks\", first: 500) { nodes { id service topic position type "
                + "reason attempts givenUpAt replayedAt } } }";
        JsonNode nodes = Running.admin().data(cursor).at("/deadLetters/nodes");
        List<String> known = webhooksEvents();
        return StreamSupport.stream(nodes.spliterator(), false)
                .filter(node -> known.contains(id(node)))
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    /** The list has no data of the event, so the letter is found by its key in the database. */
    private List<String> webhooksEvents() {
        return new Database("admin").texts("SELECT id FROM dead_letter WHERE event_key = ?", poison);
    }

    private static String id(JsonNode letter) {
        return letter.path("id").asText();
    }

    private static void replay(String id) {
        JsonNode replayed = Running.admin().data(mutation(id)).path("replayDeadLetters");
        assertThat(replayed).hasSize(1);
        assertThat(replayed.at("/0/replayedAt").isNull()).isFalse();
    }

    private static String mutation(String id) {
        return "mutation { replayDeadLetters(ids: [\"" + id + "\"]) { id replayedAt } }";
    }

    /** Returns another id whose events are on the same partition. */
    private static String ofThePartition(String id) {
        return IntStream.range(0, 1000)
                .mapToObj(number -> "sibling-" + number + "-" + id)
                .filter(other -> partition(other) == partition(id))
                .findFirst()
                .orElseThrow();
    }

    private static int partition(String key) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % PARTITIONS;
    }
}
