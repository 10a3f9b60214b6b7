package dev.albireo.webhooks.subscription;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.albireo.web.DeclaredRepresentation;
import dev.albireo.web.FieldAliases;
import dev.albireo.web.Fields;
import dev.albireo.webhooks.catalogue.EventCatalogue;
import dev.albireo.webhooks.catalogue.EventDescription;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A declared subscription without its secrets.
 *
 * @param eventTypes names of types, or their beginnings and {@code *}
 * @param clientId the client that events must concern
 * @param group the group that events must concern
 * @param subjectData the personal claims that a payload may have
 * @param ordered whether the events of one subject are delivered in their order
 * @param timeoutMillis timeout of one attempt, in milliseconds
 * @param secretOverlap how long a replaced key signs too; empty for the setting
 */
record SubscriptionDeclaration(
        Optional<String> description,
        String url,
        List<String> eventTypes,
        Optional<String> clientId,
        Optional<String> group,
        SignatureScheme signature,
        ContentFormat format,
        List<String> subjectData,
        boolean ordered,
        boolean paused,
        int timeoutMillis,
        Optional<Duration> secretOverlap) {
    /** The names of fields as in client metadata, which are accepted too. */
    static final FieldAliases ALIASES = new FieldAliases(Map.of(
            "event_types", "eventTypes",
            "subject_data", "subjectData",
            "secret_overlap", "secretOverlap",
            "filter.client_id", "filter.clientId"));

    /** Members that are shown and not declared; a body may repeat them, and they are ignored there. */
    private static final List<String> SHOWN =
            List.of("headerNames", "publicKey", "pausedReason", "previousSecretUntil");

    private static final int MAX_URL_LENGTH = 2_000;
    private static final int MAX_TYPES = 50;
    private static final int MAX_TEXT_LENGTH = 200;
    private static final int MAX_PORT = 65_535;
    private static final int DEFAULT_TIMEOUT = 10_000;
    private static final Duration LONGEST_OVERLAP = Duration.ofDays(30);

    SubscriptionDeclaration {
        eventTypes = List.copyOf(eventTypes);
        subjectData = List.copyOf(subjectData);
    }

    /** What a request declares, with the parts that are never shown. */
    record DeclaredSubscription(
            SubscriptionDeclaration declaration, Map<String, String> headers, Optional<String> secret) {}

    /** Reads a stored document. */
    static SubscriptionDeclaration stored(JsonNode json) {
        return read(json).declaration();
    }

    /** Reads a request; rejected with {@code UNPROCESSABLE}, naming the field. */
    static DeclaredSubscription read(@Nullable JsonNode json) {
        Fields body = Fields.of(json);
        DeclaredRepresentation.ENVELOPE.forEach(body::any);
        SHOWN.forEach(body::any);
        SubscriptionDeclaration declaration = declaration(body);
        DeclaredSubscription declared =
                new DeclaredSubscription(declaration, SubscriptionHeaders.of(body), body.text("secret"));
        body.refuseUnknown();
        return declared;
    }

    private static SubscriptionDeclaration declaration(Fields body) {
        String url = body.text("url", MAX_URL_LENGTH).orElse("");
        body.require(isUrl(url), "url", "an http or https URL without user name and fragment");
        List<String> types = types(body);
        Optional<Fields> filter = body.object("filter");
        Optional<String> client = filter.flatMap(fields -> fields.text("clientId", MAX_TEXT_LENGTH));
        Optional<String> group = filter.flatMap(fields -> fields.text("group", MAX_TEXT_LENGTH));
        filter.ifPresent(fields -> {
            fields.require(
                    client.isEmpty() || some(types, type -> type.client().isPresent()),
                    "clientId",
                    "absent: none of these types of event concerns a client");
            fields.require(
                    group.isEmpty() || some(types, type -> type.groups().isPresent()),
                    "group",
                    "absent: none of these types of event concerns a group");
        });
        return new SubscriptionDeclaration(
                body.text("description", MAX_TEXT_LENGTH),
                url,
                types,
                client,
                group,
                choice(body, "signature", "v1 or v1a", SignatureScheme::of, SignatureScheme.V1),
                choice(body, "format", "structured or binary", ContentFormat::of, ContentFormat.STRUCTURED),
                claims(body),
                choice(body, "order", "none or subject", SubscriptionDeclaration::order, false),
                body.flag("paused").orElse(false),
                body.number("timeout", 500, 30_000).orElse(DEFAULT_TIMEOUT),
                overlap(body));
    }

    private static List<String> types(Fields body) {
        List<String> types = body.strings("eventTypes");
        body.require(
                !types.isEmpty() && types.size() <= MAX_TYPES,
                "eventTypes",
                "a list of 1 to " + MAX_TYPES + " types of event, such as albireo.SessionEnded.v1 or albireo.Session*");
        types.forEach(type -> body.require(
                !EventCatalogue.matching(type).isEmpty(),
                "eventTypes",
                "names of these types, or the beginnings of names and *: " + EventCatalogue.names()));
        return types.stream().distinct().toList();
    }

    private static List<String> claims(Fields body) {
        List<String> claims = body.strings("subjectData");
        body.require(
                EventCatalogue.CLAIMS.containsAll(claims),
                "subjectData",
                "a list of " + String.join(", ", EventCatalogue.CLAIMS));
        return claims.stream().distinct().toList();
    }

    private static boolean some(List<String> types, Predicate<EventDescription<?>> condition) {
        return types.stream()
                .flatMap(type -> EventCatalogue.matching(type).stream())
                .anyMatch(condition);
    }

    private static Optional<Boolean> order(String word) {
        return switch (word) {
            case "none" -> Optional.of(false);
            case "subject" -> Optional.of(true);
            default -> Optional.empty();
        };
    }

    private static <T> T choice(Fields body, String field, String words, Function<String, Optional<T>> parse, T usual) {
        Optional<String> word = body.text(field);
        Optional<T> value = word.flatMap(parse);
        body.require(word.isEmpty() || value.isPresent(), field, words);
        return value.orElse(usual);
    }

    private static Optional<Duration> overlap(Fields body) {
        Optional<String> text = body.text("secretOverlap");
        Optional<Duration> overlap = text.flatMap(SubscriptionDeclaration::duration);
        body.require(
                text.isEmpty()
                        || overlap.filter(time -> !time.isNegative() && time.compareTo(LONGEST_OVERLAP) <= 0)
                                .isPresent(),
                "secretOverlap",
                "a duration (ISO 8601) of at most 30 days, such as PT24H");
        return overlap;
    }

    private static Optional<Duration> duration(String text) {
        try {
            return Optional.of(Duration.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static boolean isUrl(String text) {
        try {
            URI uri = new URI(text);
            return List.of("http", "https").contains(String.valueOf(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawFragment() == null
                    && uri.getPort() <= MAX_PORT
                    && uri.getPort() != 0
                    && text.codePoints().allMatch(c -> c > ' ' && c < 0x7f);
        } catch (URISyntaxException e) {
            return false;
        }
    }

    SubscriptionDeclaration withPaused(boolean now) {
        return new SubscriptionDeclaration(
                description,
                url,
                eventTypes,
                clientId,
                group,
                signature,
                format,
                subjectData,
                ordered,
                now,
                timeoutMillis,
                secretOverlap);
    }

    /** Returns the scheme, host and port of the URL, to which headers belong. */
    String origin() {
        URI uri = URI.create(url);
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }

    /** Returns the members as they are declared. */
    ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        description.ifPresent(text -> json.put("description", text));
        json.put("url", url);
        eventTypes.forEach(json.putArray("eventTypes")::add);
        if (clientId.isPresent() || group.isPresent()) {
            ObjectNode filter = json.putObject("filter");
            clientId.ifPresent(id -> filter.put("clientId", id));
            group.ifPresent(id -> filter.put("group", id));
        }
        json.put("signature", signature.word()).put("format", format.word());
        subjectData.forEach(json.putArray("subjectData")::add);
        json.put("order", ordered ? "subject" : "none").put("paused", paused).put("timeout", timeoutMillis);
        secretOverlap.ifPresent(overlap -> json.put("secretOverlap", overlap.toString()));
        return json;
    }
}
