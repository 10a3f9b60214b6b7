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

    OwningServices(
            @RestClient OauthResources oauth,
            @RestClient CredentialsResources credentials,
            @RestClient WebhooksResources webhooks,
            OwnerCommands commands) {
        this.oauth = oauth;
        this.credentials = credentials;
        this.webhooks = webhooks;
        this.commands = commands;
    }

    /** The resource and the condition of the request. */
    record Target(Type type, PathSegment id, @Nullable String ifMatch) {
        /** Rejects with {@code NOT_FOUND} an id that no resource can have. */
        static Target of(String type, String id, @Nullable String ifMatch) {
            return new Target(
                    Type.of(type),
                    PathSegment.of(id).orElseThrow(() -> Problem.NOT_FOUND.because("resource not found")),
                    ifMatch);
        }

        /** As {@link #of}, for a resource that may be new; rejected with {@code UNPROCESSABLE}. */
        static Target ofNew(String type, String id, @Nullable String ifMatch) {
            DeclaredRepresentation.checkId(id);
            return of(type, id, ifMatch);
        }
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
