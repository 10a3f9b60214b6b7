package dev.albireo.outbox;

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

/**
 * Creates the missing topics before any service uses them, where no operator does: for the Compose file and for {@code components/single-servers}, which run it from the image of a
 * service with the address of the broker as argument.
 */
public final class TopicCreation {
    private static final int ATTEMPTS = 100;
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int PARTITIONS = 3;
    private static final short REPLICAS = 1;

    private TopicCreation() {}

    /**
     * Waits for the broker and creates the topics that it does not have.
     *
     * @throws ExecutionException if the broker does not answer, or has no place for the topics after {@value #ATTEMPTS} attempts
     */
    public static void main(String... bootstrapServers) throws ExecutionException, InterruptedException {
        try (Admin admin =
                Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, String.join(",", bootstrapServers)))) {
            for (int attempt = 1; !created(admin, attempt); attempt++) {
                Thread.sleep(PAUSE);
            }
        }
    }

    private static boolean created(Admin admin, int attempt) throws ExecutionException, InterruptedException {
        Set<String> present = admin.listTopics().names().get();
        try {
            admin.createTopics(missing(present)).all().get();
            return true;
        } catch (ExecutionException e) {
            // A broker that has just started has no place for a replica until it is registered.
            if (attempt == ATTEMPTS) {
                throw e;
            }
            return false;
        }
    }

    static List<NewTopic> missing(Set<String> present) {
        return Arrays.stream(Topic.values())
                .filter(topic -> !present.contains(topic.topicName()))
                .map(TopicCreation::describe)
                .toList();
    }

    private static NewTopic describe(Topic topic) {
        return new NewTopic(topic.topicName(), PARTITIONS, REPLICAS).configs(topic.configuration());
    }
}
