package dev.albireo.systemtests;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.albireo.events.Topic;
import dev.albireo.systemtests.support.Admin;
import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Authenticator;
import dev.albireo.systemtests.support.Captured;
import dev.albireo.systemtests.support.Database;
import dev.albireo.systemtests.support.Journey;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.RelyingParty;
import dev.albireo.systemtests.support.ResetMail;
import dev.albireo.systemtests.support.Running;
import dev.albireo.systemtests.support.WebApp;
import dev.albireo.testkit.SoftPasskey;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Every personal value of these users contains one text that occurs nowhere else. It is looked for in every column of every table, every
 * record of every topic and every log line. What remains, as docs/housekeeping.md says, has random ids alone, of the user, their passkeys
 * and their sessions, is encrypted until it expires, or is an earlier record of a compacted topic, which the broker deletes.
 */
@DisplayName("Nothing of a deleted user is found in any database, topic or log")
class DeletedUserTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final Journey journey = Running.journey();
    private final Admin admin = Running.admin();
    private final RelyingParty shop = RelyingParty.register(Running.stack().edgeUri());

    private final String mark = "zq" + UUID.randomUUID().toString().replace("-", "");
    private final String username = mark + "-login";
    private final String phone = "+49"
            + UUID.randomUUID()
                    .toString()
                    .replaceAll("[^0-9]", "")
                    .concat("0000000000")
                    .substring(0, 10);

    @Test
    void after_the_own_deletion() {
        String id = "user-" + UUID.randomUUID();
        Answer declared = Running.resources().put("User/" + id, declared());
        assertThat(declared.status()).as(declared.toString()).isEqualTo(201);
        Person person = browser();
        used(person);
        SoftPasskey passkey = journey.enrol(person, true);
        journey.secondFactor(person, person.get("/login/2fa?redirect_to=/account/profile"), passkey);
        WebApp.enable(person, 0);
        ResetMail.awaitNotice(username, "An authenticator app was set up");
        profile(person);
        changeOfAddress(person);

        Answer deleted =
                person.submit(person.get("/account/profile"), "/account/profile/delete", Map.of("confirmed", "true"));
        assertThat(deleted.body()).contains("Your account was deleted");
        nothingIsFound();
    }

    @Test
    void after_the_deletion_by_an_administrator() {
        admin.data("mutation { createUser(input: {username: \"" + username + "\", password: \"" + Admin.PASSWORD
                + "\", email: \"" + username + "@example.com\", emailVerified: true, name: \"" + mark
                + " Example\", groups: [\"staff\"]}) { username } }");
        admin.data("mutation { issueEnrolmentCode(username: \"" + username + "\", mail: true) { success } }");
        Person person = browser();
        used(person);
        Authenticator app = WebApp.enable(person, 0);
        profile(person);
        admin.data("mutation { exportUser(username: \"" + username + "\") { subject } }");
        reported();
        assertThat(app.secret()).isNotEmpty();

        admin.data("mutation { deleteUser(username: \"" + username + "\") { success } }");
        nothingIsFound();
    }

    /** Returns a browser with an unmistakable name. */
    private Person browser() {
        return journey.person().saying("User-Agent", "Firefox/140.0 Linux " + mark);
    }

    private String declared() {
        return """
                userName: %1$s
                password: "%2$s"
                email: %1$s@example.com
                emailVerified: true
                displayName: %3$s Example
                nickName: %3$s-nick
                phoneNumber: "%4$s"
                address: { streetAddress: %3$s street, formatted: %3$s house }
                groups: [staff]
                """.formatted(username, Admin.PASSWORD, mark, phone);
    }

    /** Signs in to an application, once wrongly. */
    private void used(Person person) {
        person.get("/login?login_hint=" + username);
        person.submit(person.get("/login"), "/login", Map.of("username", username, "password", "wrong battery"));
        person.submit(
                person.get("/login"), "/login", Map.of("username", mark + "-unknown", "password", "wrong battery"));
        Answer tokens =
                journey.tokens(person, username, shop, shop.request("openid profile email offline_access", Map.of()));
        String access = tokens.json().get("access_token").asText();
        assertThat(shop.userinfo(access).body()).contains(username);
        Person second = browser();
        journey.login(second, username);
        ResetMail.link(second, username);
        ResetMail.awaitNotice(username, "New sign-in to your account");
        second.submit(second.get("/register"), "/register", Map.of("email", mark + "-other@example.com"));
    }

    private void profile(Person person) {
        Answer saved = person.submit(
                person.get("/account/profile"),
                "/account/profile",
                Map.of("name", "Mia " + mark, "nickname", mark + "-nick"));
        assertThat(saved.status()).as(saved.toString()).isEqualTo(303);
        assertThat(person.submit(person.get("/account/profile"), "/account/profile/export", Map.of())
                        .body())
                .contains(mark + "-nick");
    }

    private void changeOfAddress(Person person) {
        person.submit(person.get("/account/email"), "/account/email", Map.of("email", mark + "-new@example.com"));
        ResetMail.linkTo(mark + "-new@example.com");
    }

    private void reported() {
        URI link = ResetMail.linkOf(username, "An authenticator app was set up");
        Person reporter = browser();
        reporter.submit(reporter.get(link), "/account/report", Map.of());
        ResetMail.awaitNotice(username, "Your account was reported and secured");
    }

    private void nothingIsFound() {
        List<String> values = List.of(mark, phone);
        await().atMost(SOON)
                .pollInterval(Duration.ofSeconds(2))
                .untilAsserted(() -> assertThat(found(values)).isEmpty());
    }

    private static List<String> found(List<String> values) {
        return Stream.of(
                        Stream.of("oauth", "credentials", "admin", "webhooks")
                                .flatMap(service -> rows(service, values)),
                        records(values).stream(),
                        Captured.logs().stream().flatMap(String::lines).filter(line -> contains(line, values)))
                .flatMap(each -> each)
                .toList();
    }

    /** Returns the rows with one of the values in any column, also in the bytes of one. */
    private static Stream<String> rows(String service, List<String> values) {
        Database database = new Database(service);
        String condition = values.stream()
                .flatMap(value -> Stream.of(value, HexFormat.of().formatHex(value.getBytes(UTF_8))))
                .map(value -> "lower(t::text) LIKE '%" + value.toLowerCase(Locale.ROOT) + "%'")
                .reduce((one, other) -> one + " OR " + other)
                .orElseThrow();
        return database
                .texts(
                        "SELECT quote_ident(table_schema) || '.' || quote_ident(table_name) FROM information_schema.tables"
                                + " WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')")
                .stream()
                .flatMap(table -> database.texts("SELECT t::text FROM " + table + " t WHERE " + condition).stream()
                        .map(row -> service + " " + table + " " + row));
    }

    /** Returns the records with one of the values; of a compacted topic, the newest of each key: the broker deletes the others. */
    private static List<String> records(List<String> values) {
        List<String> found = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            Map<String, String> newest = new LinkedHashMap<>();
            read(
                    topic,
                    event -> newest.put(
                            topic.compacted() ? text(event.key()) : event.partition() + "/" + event.offset(),
                            text(event)));
            newest.values().stream()
                    .filter(text -> contains(text, values))
                    .forEach(text -> found.add(topic + " " + text));
        }
        return found;
    }

    private static void read(Topic topic, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, Running.stack().kafka().bootstrapServers(),
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings)) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.topicName()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < requireNonNull(ends.get(partition)))) {
                consumer.poll(Duration.ofSeconds(1)).forEach(each);
            }
        }
    }

    private static String text(ConsumerRecord<byte[], byte[]> event) {
        StringBuilder text = new StringBuilder(text(event.key())).append(' ').append(text(event.value()));
        event.headers()
                .forEach(header ->
                        text.append(' ').append(header.key()).append('=').append(text(header.value())));
        return text.toString();
    }

    private static String text(byte[] bytes) {
        return Optional.ofNullable(bytes)
                .map(known -> new String(known, ISO_8859_1))
                .orElse("");
    }

    private static boolean contains(String text, List<String> values) {
        String lower = text.toLowerCase(Locale.ROOT);
        return values.stream().anyMatch(value -> lower.contains(value.toLowerCase(Locale.ROOT)));
    }
}
