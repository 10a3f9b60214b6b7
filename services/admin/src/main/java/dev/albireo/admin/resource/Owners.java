package dev.albireo.admin.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.albireo.web.Problem;
import dev.albireo.web.ProblemRefusal;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Hands each command on to the service that owns the resource. What it has answered is in force. */
@Singleton
class Owners {
    private static final Logger LOG = Logger.getLogger(Owners.class);

    private final OwnerResources oauth;
    private final OwnerResources credentials;

    Owners(@RestClient OauthResources oauth, @RestClient CredentialsResources credentials) {
        this.oauth = oauth;
        this.credentials = credentials;
    }

    /** Which resource is meant, and on which condition. */
    record Target(String type, String id, @Nullable String ifMatch) {}

    Uni<RestResponse<ObjectNode>> put(Target target, JsonNode resource) {
        return heard(owner(target.type()).put(target.type(), target.id(), target.ifMatch(), null, resource));
    }

    /** What {@link #put} would answer, refusals as well; nothing is done. */
    Uni<RestResponse<ObjectNode>> wouldPut(Target target, JsonNode resource) {
        return heard(owner(target.type()).put(target.type(), target.id(), target.ifMatch(), true, resource));
    }

    Uni<RestResponse<ObjectNode>> patch(Target target, JsonNode changes) {
        return heard(owner(target.type()).patch(target.type(), target.id(), target.ifMatch(), changes));
    }

    Uni<RestResponse<ObjectNode>> delete(Target target) {
        return heard(owner(target.type()).delete(target.type(), target.id(), target.ifMatch()));
    }

    Uni<RestResponse<ObjectNode>> get(String type, String id) {
        return heard(owner(type).get(type, id));
    }

    Uni<OwnerResources.Page> list(String type, @Nullable String after, @Nullable String limit) {
        return heard(owner(type).list(type, after, limit));
    }

    private OwnerResources owner(String type) {
        return switch (type) {
            case "Client" -> oauth;
            case "AuthConfig", "User" -> credentials;
            default -> throw Problem.NOT_FOUND.because("there are no resources of this type");
        };
    }

    /** What is no answer of the owner is the network's or ours. */
    private static <T> Uni<T> heard(Uni<T> answer) {
        return answer.onFailure(failure -> !(failure instanceof ProblemRefusal))
                .invoke(failure -> LOG.warnf("The owner of a resource does not answer. cause=%s", failure.toString()))
                .onFailure(failure -> !(failure instanceof ProblemRefusal))
                .transform(failure -> Problem.UNAVAILABLE.because(
                        "the owning service cannot be reached just now; look at the resource before you try again"));
    }
}
