package dev.albireo.webhooks.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.albireo.events.Event;
import dev.albireo.events.EventTypes;
import dev.albireo.events.SessionEvent;
import dev.albireo.events.TwoFactorEvent;
import dev.albireo.events.UserEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** {@code docs/events.md} and the schemas beside it are what the catalogue says; {@code -Dalbireo.docs.write=true} writes them. */
@DisplayName("The catalogue of events")
class EventsPageTest {
    private static final Path DOCS = Path.of("../../docs");
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void has_every_event_about_users_and_their_sessions() {
        List<? extends Class<? extends Event>> told =
                EventCatalogue.ALL.stream().map(EventDescription::type).toList();
        assertThat(EventTypes.ALL.stream()
                        .filter(type -> Stream.of(SessionEvent.class, TwoFactorEvent.class, UserEvent.class)
                                .anyMatch(kind -> kind.isAssignableFrom(type))))
                .allSatisfy(type ->
                        assertThat(told.stream().<Class<?>>map(each -> each)).contains(type));
    }

    @Test
    void names_no_secret() {
        assertThat(EventCatalogue.ALL.stream()
                        .flatMap(type -> type.fields().stream().map(EventField::name)))
                .noneMatch(name -> name.toLowerCase(Locale.ROOT).matches(".*(hash|cookie|sealed|secret|credential).*"));
    }

    @Test
    void is_on_its_page_with_its_schemas() throws IOException {
        if (Boolean.getBoolean("albireo.docs.write")) {
            Files.createDirectories(DOCS.resolve("events"));
            Files.writeString(DOCS.resolve("events.md"), page());
            for (EventDescription<?> type : EventCatalogue.ALL) {
                Files.writeString(schemaFile(type), schema(type));
            }
        }
        assertThat(DOCS.resolve("events.md"))
                .as("docs/events.md is out of date; run: make docs")
                .hasContent(page());
        for (EventDescription<?> type : EventCatalogue.ALL) {
            assertThat(schemaFile(type)).hasContent(schema(type));
        }
    }

    private static Path schemaFile(EventDescription<?> type) {
        return DOCS.resolve("events/" + type.name() + ".schema.json");
    }

    private static String schema(EventDescription<?> type) {
        return pretty(type.schema()) + "\n";
    }

    private static String page() {
        StringBuilder page = new StringBuilder("""
                # Events

                The events that a [webhook subscription](webhooks.md#subscriptions) may ask for, by their CloudEvents `type`. This page is written from the code (`make docs`).
                An event has the attributes of CloudEvents 1.0: `id`, the same in each delivery of the event; `source`, the issuer; `type`; `time`; and `subject`, the user or group that it
                is about. Its `data` has the members below; a release may add members and types, and a receiver ignores what it does not know. No member is a secret, and personal data is
                in `claims` alone.

                There is no event about a client, its tokens, grants or consents, so nothing passes a `filter.clientId` in this release, and none of the audit trail: read that with `auditRecords`, or
                `albireo audit export` ([command](cli.md#audit)).
                """);
        EventCatalogue.ALL.forEach(type -> page.append(section(type)));
        return page.toString();
    }

    private static String section(EventDescription<?> type) {
        StringBuilder section = new StringBuilder("\n## " + type.name() + "\n\n" + type.when());
        type.groups().ifPresent(groups -> section.append(" `filter.group` applies."));
        section.append(" [Schema](events/" + type.name() + ".schema.json).\n\n");
        section.append("| member | type | always | meaning |\n|---|---|---|---|\n");
        type.fields()
                .forEach(field -> section.append("| `%s` | %s | %s | %s |\n"
                        .formatted(
                                field.name(), field.type().word(), field.always() ? "yes" : "", field.description())));
        return section.append("\n```json\n")
                .append(example(type))
                .append("\n```\n")
                .toString();
    }

    private static String example(EventDescription<?> type) {
        ObjectNode event = JSON.createObjectNode();
        event.put("specversion", "1.0")
                .put("id", "0b9a6b0e-6b43-4c3c-9a54-0f1de9b6c1a7")
                .put("source", "https://id.example.com")
                .put("type", type.name())
                .put("time", "2026-11-22T10:00:00Z")
                .put(
                        "subject",
                        type.topic().topicName().contains("group") ? "finance" : "7d3b1f2e-5a86-4a42-9c8e-0d5e2f1c9b11")
                .put("datacontenttype", "application/json");
        ObjectNode data = event.putObject("data");
        type.fields().stream().filter(EventField::always).forEach(field -> sample(data, field));
        return pretty(event);
    }

    private static void sample(ObjectNode data, EventField<?> field) {
        switch (field.type()) {
            case STRING -> data.put(field.name(), field.name().equals("id") ? "finance" : "alice");
            case UUID -> data.put(field.name(), "7d3b1f2e-5a86-4a42-9c8e-0d5e2f1c9b11");
            case TIME -> data.put(field.name(), "2026-11-22T10:00:00Z");
            case INTEGER -> data.put(field.name(), 7);
            case BOOLEAN -> data.put(field.name(), true);
            case STRINGS -> data.putArray(field.name()).add("pwd").add("otp");
            case CLAIMS -> data.putObject(field.name());
        }
    }

    private static String pretty(ObjectNode json) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
