package dev.albireo.devstack.kafka;

import dev.albireo.devstack.process.Poll;
import dev.albireo.devstack.process.StackException;
import dev.albireo.events.Topic;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/** Creates the topics before any service uses them: a consumer that finds none waits long before it retries. */
final class Topics {
    private static final int PARTITIONS = 3;
    private static final short REPLICAS = 1;

    private final Map<String, Object> connection;

    Topics(String bootstrapServers) {
        this.connection = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                AdminClientConfig.RECONNECT_BACKOFF_MS_CONFIG, 50,
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 200,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    }

    /**
     * Waits for the broker and creates the missing topics.
     *
     * @param watch runs while waiting and may throw to end it
     */
    void ensure(Duration limit, Runnable watch) {
        try (Admin admin = Admin.create(connection)) {
            if (!Poll.until(limit, () -> attempt(admin, watch))) {
                throw new StackException("kafka did not answer within " + limit.toSeconds() + " s");
            }
        }
    }

    private static boolean attempt(Admin admin, Runnable watch) {
        watch.run();
        try {
            Set<String> present = admin.listTopics().names().get();
            admin.createTopics(missing(present)).all().get();
            return true;
        } catch (ExecutionException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted while waiting for kafka", e);
        }
    }

    private static List<NewTopic> missing(Set<String> present) {
        return Arrays.stream(Topic.values())
                .filter(topic -> !present.contains(topic.topicName()))
                .map(Topics::describe)
                .toList();
    }

    static NewTopic describe(Topic topic) {
        return new NewTopic(topic.topicName(), PARTITIONS, REPLICAS).configs(topic.configuration());
    }
}
