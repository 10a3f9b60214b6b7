import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Prints who is signed in, and who no longer is: java -cp 'lib/*' SignedIn.java BOOTSTRAP_SERVERS GROUP. */
class SignedIn {
    static final ObjectMapper JSON = new ObjectMapper();
    static final Map<String, Integer> versions = new HashMap<>(); // by topic and key
    static final Set<String> barred = new HashSet<>(); // users who are disabled or deleted
    static final Map<String, JsonNode> sessions = new HashMap<>(); // the newest state, by id
    static final Set<String> open = new HashSet<>(); // sessions that were printed as signed in

    public static void main(String... args) throws Exception {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", args[0],
                "group.id", args[1],
                "auto.offset.reset", "earliest",
                "enable.auto.commit", false);
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of("albireo.user.v1", "albireo.session.v1"));
            while (true) {
                for (ConsumerRecord<String, String> event : consumer.poll(Duration.ofSeconds(1))) {
                    Header type = event.headers().lastHeader("ce_type");
                    if (type != null && event.value() != null) {
                        apply(event.topic() + event.key(), new String(type.value()), JSON.readTree(event.value()));
                    }
                }
                consumer.commitSync(); // after all of them were applied: a crash repeats some, and loses none
            }
        }
    }

    static void apply(String key, String type, JsonNode data) {
        switch (type) {
            case "albireo.UserChanged.v1" -> user(key, data.at("/user"), !data.at("/user/enabled").asBoolean());
            case "albireo.UserDeleted.v1" -> user(key, data, true);
            case "albireo.SessionStarted.v1", "albireo.SessionUpgraded.v1", "albireo.SessionEnded.v1" -> {
                JsonNode session = data.at("/session");
                if (isNewer(key, session)) {
                    sessions.put(session.at("/id").asText(), session);
                    print(session);
                }
            }
            default -> {} // a type of a newer release
        }
    }

    static void user(String key, JsonNode state, boolean isBarred) {
        if (isNewer(key, state)) {
            String subject = state.at("/subject").asText();
            if (isBarred ? barred.add(subject) : barred.remove(subject)) {
                sessions.values().stream().filter(each -> each.at("/subject").asText().equals(subject)).forEach(SignedIn::print);
            }
        }
    }

    static boolean isNewer(String key, JsonNode state) {
        int version = state.at("/version").asInt(), known = versions.getOrDefault(key, 0);
        versions.put(key, Math.max(version, known));
        return version > known;
    }

    static void print(JsonNode session) {
        String subject = session.at("/subject").asText(), id = session.at("/id").asText();
        boolean isSignedIn = !session.has("endedAt") && !barred.contains(subject)
                && Instant.parse(session.at("/expiresAt").asText()).isAfter(Instant.now());
        if (isSignedIn ? open.add(id) : open.remove(id)) {
            System.out.println((isSignedIn ? "signed-in " : "signed-out ") + subject + " " + id);
        }
    }
}
