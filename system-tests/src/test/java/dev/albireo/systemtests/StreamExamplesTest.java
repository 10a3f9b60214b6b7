package dev.albireo.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.albireo.events.Topic;
import dev.albireo.systemtests.support.Journey;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.Running;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the programs of {@code docs/stream.md} as they are printed there. */
@DisplayName("The examples of consumers of the stream")
class StreamExamplesTest {
    private static final Path CHECKOUT = Path.of(System.getProperty("albireo.checkout", ".."));
    private static final Path EXAMPLES = CHECKOUT.resolve("docs/examples/stream");
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private record Example(String group, Process process, Path output) {
        boolean says(String line) {
            return text().lines().anyMatch(each -> each.startsWith(line));
        }

        String text() {
            try {
                return Files.readString(output);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Test
    void see_a_session_begin_and_end_once_whatever_comes_twice() throws Exception {
        Example java = start(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-cp",
                CHECKOUT.resolve("libs/devstack/target/lib") + "/*",
                EXAMPLES.resolve("SignedIn.java").toString());
        Example python =
                start("/usr/bin/python3", EXAMPLES.resolve("signed_in.py").toString());
        List<Example> both = List.of(java, python);
        try {
            Journey journey = Running.journey();
            Person eva = journey.person();
            String name = Running.admin().newUser("eva");
            String subject = Running.admin()
                    .data("{ user(username: \"" + name + "\") { subject } }")
                    .at("/user/subject")
                    .asText();
            journey.login(eva, name);
            awaitLine(both, "signed-in " + subject + " ");
            eva.submit(eva.get("/auth/logout"), "/auth/logout", Map.of());
            awaitLine(both, "signed-out " + subject + " ");

            repeatStart(subject);

            for (Example example : both) {
                awaitAllCommitted(example);
                assertThat(example.text().lines().filter(line -> line.contains(subject)))
                        .as(example.text())
                        .hasSize(2);
            }
        } finally {
            both.forEach(example -> example.process().destroyForcibly());
        }
    }

    private Example start(String... command) throws IOException {
        String group = "reader-" + UUID.randomUUID();
        Path output = folder.resolve(group);
        Process process = new ProcessBuilder(Stream.concat(
                                Stream.of(command),
                                Stream.of(Running.stack().kafka().bootstrapServers(), group))
                        .toList())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new Example(group, process, output);
    }

    private static void awaitLine(List<Example> examples, String line) {
        examples.forEach(example -> await().atMost(SOON).untilAsserted(() -> {
            assertThat(example.process().isAlive()).as(example.text()).isTrue();
            assertThat(example.says(line)).as("%s: %s", line, example.text()).isTrue();
        }));
    }

    /** Writes the record of the start of the session again, as the relay may do after a crash. */
    private static void repeatStart(String subject) throws ExecutionException, InterruptedException {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", Running.stack().kafka().bootstrapServers());
        try (KafkaConsumer<byte[], byte[]> consumer =
                        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topic.SESSION.topicName()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            ConsumerRecord<byte[], byte[]> start = null;
            while (start == null) {
                for (ConsumerRecord<byte[], byte[]> event : consumer.poll(SOON)) {
                    if (new String(event.value(), UTF_8).contains(subject)) {
                        start = event;
                        break;
                    }
                }
            }
            producer.send(new ProducerRecord<>(start.topic(), null, start.key(), start.value(), start.headers()))
                    .get();
        }
    }

    private static void awaitAllCommitted(Example example) throws ExecutionException, InterruptedException {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", Running.stack().kafka().bootstrapServers()))) {
            String topic = Topic.SESSION.topicName();
            Map<TopicPartition, OffsetSpec> latest =
                    requireNonNull(admin.describeTopics(List.of(topic))
                                    .allTopicNames()
                                    .get()
                                    .get(topic))
                            .partitions()
                            .stream()
                            .map(info -> new TopicPartition(topic, info.partition()))
                            .collect(toMap(identity(), place -> OffsetSpec.latest()));
            Map<TopicPartition, ListOffsetsResultInfo> ends =
                    admin.listOffsets(latest).all().get();
            await().atMost(SOON).untilAsserted(() -> {
                Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(example.group())
                        .partitionsToOffsetAndMetadata()
                        .get();
                ends.forEach((place, end) -> assertThat(Optional.ofNullable(committed.get(place))
                                .map(OffsetAndMetadata::offset)
                                .orElse(0L))
                        .as("%s of %s", place, example.text())
                        .isGreaterThanOrEqualTo(end.offset()));
            });
        }
    }
}
