package dev.albireo.admin.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.albireo.web.StrictJson;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Validates a request to GraphQL before it is executed: one JSON object with a {@code query}. No batches, no other content type (a form of
 * another site could send those), nothing above the size limit. Any other request is answered with a GraphQL error and status 4xx.
 */
@Singleton
class GraphqlRequests {
    private static final int BEFORE_GRAPHQL = -1;
    private static final Pattern JSON = Pattern.compile("(?i)application/json\\s*(;.*)?");

    private final long largest;

    GraphqlRequests(@ConfigProperty(name = "albireo.graphql.max-body", defaultValue = "65536") long largest) {
        this.largest = largest;
    }

    void register(@Observes Router router) {
        router.post("/graphql").order(BEFORE_GRAPHQL).handler(this::typeAndSize);
        router.post("/graphql")
                .order(BEFORE_GRAPHQL)
                .handler(BodyHandler.create(false).setBodyLimit(largest));
        router.post("/graphql").order(BEFORE_GRAPHQL).handler(GraphqlRequests::shape);
    }

    private void typeAndSize(RoutingContext routing) {
        String type =
                Optional.ofNullable(routing.request().getHeader("Content-Type")).orElse("");
        String length = Optional.ofNullable(routing.request().getHeader("Content-Length"))
                .orElse("0");
        if (!JSON.matcher(type).matches()) {
            refuse(routing, 415, "unsupported-media-type", InvalidGraphql.of("send application/json"));
        } else if (length.length() > 9 || Long.parseLong(length) > largest) {
            refuse(routing, 413, "too-large", InvalidGraphql.of("a request may have " + largest + " bytes"));
        } else {
            routing.next();
        }
    }

    private static void shape(RoutingContext routing) {
        Optional<InvalidGraphql> wrong = wrongWith(routing.body().asString());
        if (wrong.isPresent()) {
            refuse(routing, 400, "bad-request", wrong.get());
        } else {
            routing.next();
        }
    }

    /** Returns what is wrong with a body, if anything. */
    static Optional<InvalidGraphql> wrongWith(@Nullable String body) {
        Object json;
        try {
            json = body == null ? "" : Json.decodeValue(StrictJson.parse(body).toString());
        } catch (JsonProcessingException | DecodeException e) {
            return invalid("the body is not a single JSON document without repeated members");
        }
        return switch (json) {
            case JsonArray ignored -> invalid("batches are not supported; use aliases in one request");
            case JsonObject object
            when !(object.getValue("query") instanceof String) -> invalid("the member query must be a string");
            case JsonObject object
            when !isAbsentOr(object.getValue("variables"), JsonObject.class) ->
                invalid("the member variables must be an object");
            case JsonObject object
            when !isAbsentOr(object.getValue("operationName"), String.class) ->
                invalid("the member operationName must be a string");
            case JsonObject object
            when !isAbsentOr(object.getValue("extensions"), JsonObject.class) ->
                invalid("the member extensions must be an object");
            case JsonObject object -> DocumentLimits.wrongWith(object.getString("query"));
            case null, default -> invalid("the body must be a JSON object");
        };
    }

    private static Optional<InvalidGraphql> invalid(String message) {
        return Optional.of(InvalidGraphql.of(message));
    }

    private static boolean isAbsentOr(@Nullable Object value, Class<?> type) {
        return value == null || type.isInstance(value);
    }

    private static void refuse(RoutingContext routing, int status, String code, InvalidGraphql wrong) {
        routing.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(new JsonObject()
                        .put("errors", new JsonArray().add(wrong.error(code)))
                        .encode());
    }
}
