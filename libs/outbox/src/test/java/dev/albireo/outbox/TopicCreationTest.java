package dev.albireo.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.events.Topic;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The creation of topics")
class TopicCreationTest {
    private static final Set<String> ALL =
            Arrays.stream(Topic.values()).map(Topic::topicName).collect(Collectors.toSet());

    @Test
    void creates_every_topic_of_a_new_broker() {
        List<NewTopic> missing = TopicCreation.missing(Set.of());
        assertThat(missing).extracting(NewTopic::name).containsExactlyInAnyOrderElementsOf(ALL);
        assertThat(missing).extracting(NewTopic::numPartitions).containsOnly(3);
    }

    @Test
    void creates_what_is_missing() {
        assertThat(TopicCreation.missing(Set.of(Topic.USER.topicName())))
                .extracting(NewTopic::name)
                .hasSize(ALL.size() - 1)
                .doesNotContain(Topic.USER.topicName());
        assertThat(TopicCreation.missing(ALL)).isEmpty();
    }

    @Test
    void keeps_records_as_long_as_the_topic_says() {
        Map<String, Map<String, String>> configs =
                TopicCreation.missing(Set.of()).stream().collect(Collectors.toMap(NewTopic::name, NewTopic::configs));
        assertThat(configs.get(Topic.USER.topicName())).isEqualTo(Map.of("cleanup.policy", "compact"));
        assertThat(configs.get(Topic.AUDIT.topicName())).isEqualTo(Map.of("cleanup.policy", "delete"));
        assertThat(configs.get(Topic.OTP.topicName()))
                .isEqualTo(Map.of("cleanup.policy", "delete", "retention.ms", "900000", "segment.ms", "300000"));
    }
}
