package dev.albireo.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.albireo.idempotency.CommandClaim;
import dev.albireo.idempotency.CommandResponse;
import dev.albireo.idempotency.CurrentCommand;
import dev.albireo.idempotency.IdempotentCommands;
import dev.albireo.protocol.Sha256;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/**
 * Carries out a command of an administrator once where it is sent with an {@code Idempotency-Key} (draft-ietf-httpapi-idempotency-key-header),
 * a UUID as a structured field string: sent again, it is answered as before. It runs after {@link InternalGuard}, so that every repetition
 * is authorized by itself.
 *
 * <p>The draft's section 2.7 recommends 409 while the first request is still processed; here that is 503 with {@code Retry-After}, which the
 * caller repeats as every other 503. A request without the header is carried out each time it is sent.
 */
@ApplicationScoped
class IdempotencyKeys {
    private static final Logger LOG = Logger.getLogger(IdempotencyKeys.class);
    private static final String HEADER = "Idempotency-Key";
    private static final String PROPERTY = "albireo.command";
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    private static final Pattern KEY =
            Pattern.compile("\"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\"");
    private static final Duration RETRY_DELAY = Duration.ofSeconds(1);
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    private final IdempotentCommands commands;
    private final Actor actor;
    private final ObjectMapper json;

    IdempotencyKeys(IdempotentCommands commands, Actor actor, ObjectMapper json) {
        this.commands = commands;
        this.actor = actor;
        this.json = json;
    }

    /** Lets a new command pass; answers one that is known. */
    @ByAdministrator
    @ServerRequestFilter(priority = FilterPriorities.IDEMPOTENCY, readBody = true)
    public Uni<@Nullable Response> claim(ContainerRequestContext request) {
        String header = request.getHeaderString(HEADER);
        if (header == null || SAFE.contains(request.getMethod())) {
            return Uni.createFrom().nullItem();
        }
        return commands.claim(id(header), digest(request)).map(claim -> switch (claim) {
            case CommandClaim.ClaimGranted(CurrentCommand command) -> {
                request.setProperty(PROPERTY, command);
                yield null;
            }
            case CommandClaim.Completed(CommandResponse response) -> response(response);
            case CommandClaim.Running() ->
                throw Problem.UNAVAILABLE
                        .because("the command of this Idempotency-Key is being carried out; repeat the request")
                        .after(RETRY_DELAY);
            case CommandClaim.ResponseLost() ->
                throw Problem.CONFLICT.because(
                        "the command of this Idempotency-Key was carried out, but its response is lost;"
                                + " read what it was to change before another command");
            case CommandClaim.Mismatched() ->
                throw Problem.UNPROCESSABLE.because("this Idempotency-Key belongs to another request");
        });
    }

    /**
     * Records the response to a command. If that fails, this request still gets its response; a repeated one does not. Returns null for any
     * other response: there is nothing to wait for.
     */
    @ServerResponseFilter
    public @Nullable Uni<Void> record(ContainerRequestContext request, ContainerResponseContext response) {
        if (!(request.getProperty(PROPERTY) instanceof CurrentCommand command)) {
            return null;
        }
        boolean isFinal = response.getStatus() < SERVER_ERROR && response.getStatus() != TOO_MANY_REQUESTS;
        return (isFinal ? commands.finish(command, response(response)) : commands.fail(command))
                .onFailure()
                .invoke(failure -> LOG.warnf(
                        "web command.unrecorded command=%s status=%d cause=%s",
                        command.id(), response.getStatus(), failure.toString()))
                .onFailure()
                .recoverWithNull();
    }

    private static UUID id(String header) {
        Matcher key = KEY.matcher(header);
        if (!key.matches()) {
            throw Problem.BAD_REQUEST.because(HEADER + " must be a UUID in quotation marks");
        }
        return UUID.fromString(key.group(1));
    }

    /** What is asked, on which condition, and by whom; the endpoint has read the body where it takes one. */
    private String digest(ContainerRequestContext request) {
        byte[] body =
                request.getEntityStream() instanceof ByteArrayInputStream read ? read.readAllBytes() : new byte[0];
        request.setEntityStream(new ByteArrayInputStream(body));
        return Sha256.of(String.join(
                "\n",
                request.getMethod(),
                request.getUriInfo().getRequestUri().getRawPath(),
                String.valueOf(request.getUriInfo().getRequestUri().getRawQuery()),
                actor.name(),
                String.valueOf(request.getHeaderString(HttpHeaders.IF_MATCH)),
                HexFormat.of().formatHex(Sha256.digest(body))));
    }

    private CommandResponse response(ContainerResponseContext response) {
        Map<String, List<String>> headers = response.getStringHeaders().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> List.copyOf(entry.getValue())));
        return new CommandResponse(
                response.getStatus(),
                headers,
                Optional.ofNullable(response.getEntity()).map(this::text).orElse(null));
    }

    private String text(Object entity) {
        try {
            return entity instanceof String text ? text : json.writeValueAsString(entity);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a response is always writable as JSON", e);
        }
    }

    private static Response response(CommandResponse recorded) {
        Response.ResponseBuilder response = Response.status(recorded.status());
        if (recorded.body() != null) {
            response.type(MediaType.APPLICATION_JSON_TYPE).entity(recorded.body());
        }
        recorded.headers().forEach((name, values) -> values.forEach(value -> setOrAdd(response, name, value)));
        return response.build();
    }

    private static void setOrAdd(Response.ResponseBuilder response, String name, String value) {
        if (HttpHeaders.CONTENT_TYPE.equalsIgnoreCase(name)) {
            response.type(value);
        } else {
            response.header(name, value);
        }
    }
}
