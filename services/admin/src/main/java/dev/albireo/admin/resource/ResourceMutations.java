package dev.albireo.admin.resource;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.albireo.admin.owner.AdminRefusal;
import dev.albireo.admin.resource.OwningServices.Target;
import dev.albireo.admin.resource.ResourceText.BodyFormat;
import dev.albireo.web.Problem;
import dev.albireo.web.ProblemRefusal;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Writes declared resources in GraphQL as by PUT, PATCH and DELETE: the same objects, validated by their owner alone. */
@Singleton
class ResourceMutations {
    private static final Pattern VERSION = Pattern.compile("[0-9]{1,18}");

    private final OwningServices owners;

    ResourceMutations(OwningServices owners) {
        this.owners = owners;
    }

    /** Creates or replaces the resource whose JSON this is. */
    Uni<ObjectNode> put(String type, String id, String resource, @Nullable String ifVersionId) {
        return write(() -> owners.put(Target.ofNew(type, id, ifMatch(ifVersionId)), document(resource)));
    }

    /** Changes the resource with a JSON Merge Patch (RFC 7396). */
    Uni<ObjectNode> patch(String type, String id, String changes, @Nullable String ifVersionId) {
        return write(() ->
                owners.target(type, id, ifMatch(ifVersionId)).chain(target -> owners.patch(target, document(changes))));
    }

    /** Deletes the resource and returns its last state. */
    Uni<ObjectNode> delete(String type, String id, @Nullable String ifVersionId) {
        return write(() -> owners.target(type, id, ifMatch(ifVersionId)).chain(owners::delete));
    }

    private static Uni<ObjectNode> write(Supplier<Uni<? extends RestResponse<ObjectNode>>> write) {
        return refusing(
                Uni.createFrom().<RestResponse<ObjectNode>>deferred(write).map(RestResponse::getEntity));
    }

    /** Converts the owner's refusal to a GraphQL error of the same meaning. */
    static <T> Uni<T> refusing(Uni<T> response) {
        return response.onFailure(ProblemRefusal.class).transform(failure -> AdminRefusal.of((ProblemRefusal) failure));
    }

    private static JsonNode document(String json) {
        return ResourceText.read(json.getBytes(UTF_8), BodyFormat.JSON);
    }

    /** Returns the condition as a header; rejects what is no version. */
    static @Nullable String ifMatch(@Nullable String versionId) {
        if (versionId != null && !VERSION.matcher(versionId).matches()) {
            throw Problem.UNPROCESSABLE.because("ifVersionId must be a versionId", "ifVersionId");
        }
        return versionId == null ? null : "W/\"" + versionId + "\"";
    }
}
