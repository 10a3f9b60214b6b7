package dev.albireo.web;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A declared resource as it is shown: {@code resourceType}, {@code id}, {@code meta}, then its members without the write-only ones.
 *
 * @param version grows by one with every change
 */
public record DeclaredRepresentation(
        String resourceType, String id, long version, Instant createdAt, Instant lastUpdated, ObjectNode body) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    /** The members of the envelope; a body may repeat them, and they are ignored there. */
    public static final List<String> ENVELOPE = List.of("resourceType", "id", "meta");

    /** Returns whether the text is a valid resource id. */
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** Rejects an invalid resource id: valid are 1 to 64 letters, digits, dots, hyphens and underscores. */
    public static void checkId(String id) {
        if (!isId(id)) {
            throw Problem.UNPROCESSABLE.because(
                    "id must be 1 to 64 letters, digits, dots, hyphens or underscores, the first a letter or digit",
                    "id");
        }
    }

    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("resourceType", resourceType).put("id", id);
        json.putObject("meta")
                .put("versionId", Long.toString(version))
                .put("lastUpdated", lastUpdated.toString())
                .put("createdAt", createdAt.toString());
        json.setAll(body);
        return json;
    }

    /** Returns the response with the resource and its {@code ETag}. */
    public Response toResponse(int status) {
        return Response.status(status)
                .header(HttpHeaders.ETAG, "W/\"" + version + "\"")
                .entity(toJson())
                .build();
    }

    /**
     * Rejects with {@code PRECONDITION_FAILED} an {@code If-Match} header (RFC 9110 section 13.1.1) that does not match.
     *
     * @param current the current version, or empty if the resource does not exist
     */
    public static void checkMatch(@Nullable String ifMatch, Optional<Long> current) {
        if (ifMatch == null) {
            return;
        }
        boolean met = current.isPresent()
                && Arrays.stream(ifMatch.split(","))
                        .map(tag -> tag.strip().replaceFirst("^W/", ""))
                        .anyMatch(tag -> tag.equals("*") || tag.equals("\"" + current.get() + "\""));
        if (!met) {
            throw Problem.PRECONDITION_FAILED.because(
                    current.map(version -> "the resource has version " + version + " by now")
                            .orElse("there is no such resource"));
        }
    }
}
