package dev.albireo.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.devstack.config.StackService;
import dev.albireo.events.Topic;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.kafka.listener.GenericKafkaListener;
import io.strimzi.api.kafka.model.kafka.listener.KafkaListenerAuthenticationTls;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import io.strimzi.api.kafka.model.user.KafkaUserAuthorizationSimple;
import io.strimzi.api.kafka.model.user.KafkaUserTlsClientAuthentication;
import io.strimzi.api.kafka.model.user.acl.AclOperation;
import io.strimzi.api.kafka.model.user.acl.AclResourcePatternType;
import io.strimzi.api.kafka.model.user.acl.AclRule;
import io.strimzi.api.kafka.model.user.acl.AclRuleGroupResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleTopicResource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("The topics and their producers and consumers")
class TopicsTest {
    private static final Pattern CONSUMED =
            Pattern.compile("(?m)^mp\\.messaging\\.incoming\\.[a-z-]+\\.(topics?|group\\.id)=(.+)$");
    private final Manifests manifests = Manifests.withComponent("strimzi");

    @Test
    void are_those_of_the_code_for_strimzi() {
        Map<String, Map<String, Object>> topics = new TreeMap<>();
        manifests
                .of(KafkaTopic.class)
                .forEach(topic -> topics.put(
                        topic.getMetadata().getName(), topic.getSpec().getConfig()));
        Map<String, Map<String, Object>> expected = new TreeMap<>();
        for (Topic topic : Topic.values()) {
            Map<String, Object> config = new TreeMap<>(Map.of("cleanup.policy", cleanup(topic)));
            topic.retention().ifPresent(time -> {
                config.put("retention.ms", Math.toIntExact(time.toMillis()));
                config.put("segment.ms", Math.toIntExact(time.toMillis() / 3));
            });
            expected.put(topic.topicName(), config);
        }
        assertThat(topics).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(StackService.class)
    void are_written_by_the_services_whose_facts_they_carry(StackService service) {
        assertThat(topics(service, AclOperation.WRITE))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Topic.values())
                        .map(Topic::topicName)
                        .filter(name -> Topic.mayWrite(name, "/albireo/" + service.id()))
                        .toList());
    }

    @ParameterizedTest
    @EnumSource(StackService.class)
    void may_be_read_by_the_services_that_do(StackService service) {
        String settings = Checkout.text("services/" + service.id() + "/src/main/resources/application.properties");
        CONSUMED.matcher(settings).results().forEach(line -> {
            if (line.group(1).startsWith("topic")) {
                assertThat(topics(service, AclOperation.READ))
                        .contains(line.group(2).split(","));
            } else {
                assertThat(line.group(2)).startsWith("albireo-" + service.id());
            }
        });
    }

    @ParameterizedTest
    @EnumSource(StackService.class)
    void are_read_in_groups_of_the_service_alone(StackService service) {
        assertThat(groups(rules(service))).singleElement().satisfies(group -> {
            assertThat(group.getName()).isEqualTo("albireo-" + service.id());
            assertThat(group.getPatternType()).isEqualTo(AclResourcePatternType.PREFIX);
        });
    }

    @Test
    void are_read_from_outside_where_they_are_public_and_never_written() {
        List<AclRule> reader = rules("albireo-reader");
        assertThat(topics(reader, AclOperation.READ))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Topic.values())
                        .filter(Topic::isPublic)
                        .map(Topic::topicName)
                        .toList());
        assertThat(reader)
                .allSatisfy(
                        rule -> assertThat(rule.getOperations()).isSubsetOf(AclOperation.READ, AclOperation.DESCRIBE));
        assertThat(groups(reader)).singleElement().satisfies(group -> {
            assertThat(group.getName()).isEqualTo("reader-");
            assertThat(group.getPatternType()).isEqualTo(AclResourcePatternType.PREFIX);
        });
        assertThat(user("albireo-reader").getSpec().getAuthentication())
                .isInstanceOf(KafkaUserTlsClientAuthentication.class);
    }

    @Test
    void are_read_from_outside_through_a_listener_of_its_own() {
        List<GenericKafkaListener> listeners =
                manifests.of(Kafka.class).getFirst().getSpec().getKafka().getListeners();
        assertThat(listeners).extracting(GenericKafkaListener::getName).containsExactly("tls", "reader");
        assertThat(listeners.getLast()).satisfies(listener -> {
            assertThat(listener.isTls()).isTrue();
            assertThat(listener.getAuth()).isInstanceOf(KafkaListenerAuthenticationTls.class);
            assertThat(listener.getNetworkPolicyPeers())
                    .singleElement()
                    .satisfies(peer -> assertThat(peer.getPodSelector().getMatchLabels())
                            .containsExactly(Map.entry("albireo.dev/stream", "reader")));
        });
    }

    private static String cleanup(Topic topic) {
        return topic.compacted() ? "compact" : "delete";
    }

    private List<String> topics(StackService service, AclOperation operation) {
        return topics(rules(service), operation);
    }

    private static List<String> topics(List<AclRule> rules, AclOperation operation) {
        return rules.stream()
                .filter(rule -> rule.getOperations().contains(operation))
                .map(AclRule::getResource)
                .filter(AclRuleTopicResource.class::isInstance)
                .map(resource -> ((AclRuleTopicResource) resource).getName())
                .toList();
    }

    private static List<AclRuleGroupResource> groups(List<AclRule> rules) {
        return rules.stream()
                .map(AclRule::getResource)
                .filter(AclRuleGroupResource.class::isInstance)
                .map(AclRuleGroupResource.class::cast)
                .toList();
    }

    private List<AclRule> rules(StackService service) {
        return rules(service.id() + "-kafka");
    }

    private List<AclRule> rules(String user) {
        return ((KafkaUserAuthorizationSimple) user(user).getSpec().getAuthorization()).getAcls();
    }

    private KafkaUser user(String name) {
        return manifests.of(KafkaUser.class).stream()
                .filter(each -> each.getMetadata().getName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
