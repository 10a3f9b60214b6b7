package dev.albireo.admin.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.albireo.admin.owner.OwnerCommands;
import dev.albireo.protocol.PathSegment;
import dev.albireo.web.DeclaredRepresentation;
import dev.albireo.web.Problem;
import dev.albireo.web.ProblemRefusal;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Optional;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Forwards each command to the service that owns the resource. A successful response means that it is in force. */
@Singleton
class OwningServices {
    private static final Logger LOG = Logger.getLogger(OwningServices.class);

    private final OwnerResources oauth;
    private final OwnerResources credentials;
    private final OwnerResources webhooks;
    private final OwnerCommands commands;
    private final LoginNames users;

    OwningServices(
            @RestClient OauthResources oauth,
            @RestClient CredentialsResources credentials,
            @RestClient WebhooksResources webhooks,
            OwnerCommands commands,
            LoginNames users) {
        this.oauth = oauth;
        this.credentials = credentials;
        this.webhooks = webhooks;
        this.commands = commands;
        this.users = users;
    }

    /** The resource and the condition of the request. */
    record Target(Type type, PathSegment id, @Nullable String ifMatch) {
        /** The target of a write that may create the resource; rejects with {@code UNPROCESSABLE} an id that no resource can have. */
        static Target ofNew(String type, String id, @Nullable String ifMatch) {
            DeclaredRepresentation.checkId(id);
            return new Target(Type.of(type), PathSegment.of(id).orElseThrow(Target::notFound), ifMatch);
        }

        private static ProblemRefusal notFound() {
            return Problem.NOT_FOUND.because("resource not found");
        }
    }

    /** Returns the target; an id that no resource can have is an error, which says whose login name it is. */
    Uni<Target> target(String type, String id, @Nullable String ifMatch) {
        Type known = Type.of(type);
        Optional<PathSegment> segment = PathSegment.of(id);
        if (segment.isPresent()) {
            return Uni.createFrom().item(new Target(known, segment.get(), ifMatch));
        }
        Uni<Optional<String>> owner = known == Type.USER
                ? withRefusals(users.find(id))
                : Uni.createFrom().item(Optional.empty());
        return owner.chain(subject -> Uni.createFrom()
                .failure(subject.map(found ->
                                Problem.NOT_FOUND.because("%s is a login name of User/%s".formatted(id, found)))
                        .orElseGet(Target::notFound)));
    }

    /**
     * The resources of a list.
     *
     * @param group a group whose members they are; of users alone
     */
    record ListedResources(Type type, @Nullable String group) {
        ListedResources {
            if (group != null && type != Type.USER) {
                throw Problem.BAD_REQUEST.because("only users are listed by their group", "group");
            }
        }

        ListedResources(String type, @Nullable String group) {
            this(Type.of(type), group);
        }
    }

    /** A type of resource, whose name is part of the path. */
    enum Type {
        AUTH_CONFIG("AuthConfig"),
        CLIENT("Client"),
        USER("User"),
        GROUP("Group"),
        WEBHOOK_SUBSCRIPTION("WebhookSubscription"),
        SECOND_FACTOR_POLICY("SecondFactorPolicy");

        private final PathSegment segment;

        Type(String name) {
            this.segment = PathSegment.of(name).orElseThrow();
        }

        static Type of(String name) {
            return Arrays.stream(values())
                    .filter(type -> type.segment.toString().equals(name))
                    .findFirst()
                    .orElseThrow(() -> Problem.NOT_FOUND.because("unknown resource type"));
        }
    }

    Uni<RestResponse<ObjectNode>> put(Target target, JsonNode resource) {
        return put(target, null, resource);
    }

    /** Returns the response that {@link #put} would give, including errors, without effect. */
    Uni<RestResponse<ObjectNode>> wouldPut(Target target, JsonNode resource) {
        return put(target, true, resource);
    }

    private Uni<RestResponse<ObjectNode>> put(Target target, @Nullable Boolean dryRun, JsonNode resource) {
        return withRefusals(commands.send(command -> owner(target.type())
                .put(command, target.type().segment, target.id(), target.ifMatch(), dryRun, resource)));
    }

    Uni<RestResponse<ObjectNode>> patch(Target target, JsonNode changes) {
        return withRefusals(commands.send(command ->
                owner(target.type()).patch(command, target.type().segment, target.id(), target.ifMatch(), changes)));
    }

    Uni<RestResponse<ObjectNode>> delete(Target target) {
        return withRefusals(commands.send(
                command -> owner(target.type()).delete(command, target.type().segment, target.id(), target.ifMatch())));
    }

    Uni<RestResponse<ObjectNode>> get(Target target) {
        return withRefusals(owner(target.type()).get(target.type().segment, target.id()));
    }

    Uni<OwnerResources.ResourcePageBody> list(ListedResources listed, @Nullable String after, @Nullable String limit) {
        Type type = listed.type();
        return withRefusals(owner(type).list(type.segment, after, limit, listed.group()));
    }

    private OwnerResources owner(Type type) {
        return switch (type) {
            case CLIENT, SECOND_FACTOR_POLICY -> oauth;
            case WEBHOOK_SUBSCRIPTION -> webhooks;
            case AUTH_CONFIG, USER, GROUP -> credentials;
        };
    }

    /** Converts any failure that is not the owner's response to 503. */
    static <T> Uni<T> withRefusals(Uni<T> response) {
        return response.onFailure(failure -> !(failure instanceof ProblemRefusal))
                .invoke(failure -> LOG.warnf("owner unavailable cause=%s", failure.toString()))
                .onFailure(failure -> !(failure instanceof ProblemRefusal))
                .transform(failure -> Problem.UNAVAILABLE.because(
                        "the owning service is unreachable; read the resource before you try again"));
    }
}
