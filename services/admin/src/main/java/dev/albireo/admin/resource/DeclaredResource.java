package dev.albireo.admin.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.albireo.admin.resource.OwnerResources.ResourcePageBody;
import dev.albireo.admin.resource.OwningServices.ListedResources;
import dev.albireo.admin.resource.OwningServices.Target;
import dev.albireo.admin.resource.ResourceText.BodyFormat;
import dev.albireo.protocol.QueryEncoding;
import dev.albireo.web.CrossSite;
import dev.albireo.web.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Variant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * PUT, PATCH, GET and DELETE of one AuthConfig, Client, User, Group, WebhookSubscription or SecondFactorPolicy, lists of them, and batches of
 * users; the owning service validates them.
 */
@Path("/{type: AuthConfig|Client|User|Group|WebhookSubscription|SecondFactorPolicy}")
@CrossSite(
        "AdminAuthFilter checks Host and Origin or a bearer token, and no form sends these methods and media types but GET")
class DeclaredResource {
    private static final List<Variant> FORMS = List.of(
            new Variant(MediaType.APPLICATION_JSON_TYPE, (String) null, null),
            new Variant(new MediaType("application", "yaml"), (String) null, null),
            new Variant(new MediaType("text", "yaml"), (String) null, null),
            new Variant(new MediaType("application", "x-yaml"), (String) null, null));

    private static final Set<String> LINES = Set.of("application/json", "application/x-ndjson", "application/jsonl");

    private final OwningServices owners;
    private final UserImports imports;

    DeclaredResource(OwningServices owners, UserImports imports) {
        this.owners = owners;
        this.imports = imports;
    }

    @PUT
    @Path("/{id}")
    @Consumes(MediaType.WILDCARD)
    public Uni<Response> put(
            @RestPath String type,
            @RestPath String id,
            @RestQuery("_dryRun") @Nullable String dryRun,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType,
            @Context Request request,
            byte @Nullable [] body) {
        MediaType accepted = accepted(request);
        JsonNode document = ResourceText.read(body, BodyFormat.of(contentType));
        Target target = Target.ofNew(type, id, ifMatch);
        return (isDryRun(dryRun) ? owners.wouldPut(target, document) : owners.put(target, document))
                .map(response -> response(response, accepted));
    }

    @PATCH
    @Path("/{id}")
    @Consumes(MediaType.WILDCARD)
    public Uni<Response> patch(
            @RestPath String type,
            @RestPath String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType,
            @Context Request request,
            byte @Nullable [] body) {
        MediaType accepted = accepted(request);
        JsonNode changes = ResourceText.read(body, BodyFormat.of(contentType));
        return owners.target(type, id, ifMatch)
                .chain(target -> owners.patch(target, changes))
                .map(response -> response(response, accepted));
    }

    @GET
    @Path("/{id}")
    public Uni<Response> get(@RestPath String type, @RestPath String id, @Context Request request) {
        MediaType accepted = accepted(request);
        return owners.target(type, id, null).chain(owners::get).map(response -> response(response, accepted));
    }

    @DELETE
    @Path("/{id}")
    public Uni<Response> delete(
            @RestPath String type,
            @RestPath String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Context Request request) {
        MediaType accepted = accepted(request);
        return owners.target(type, id, ifMatch).chain(owners::delete).map(response -> response(response, accepted));
    }

    @GET
    public Uni<Response> list(
            @RestPath String type,
            @RestQuery @Nullable String after,
            @RestQuery("_count") @Nullable String count,
            @RestQuery @Nullable String group,
            @Context Request request) {
        MediaType accepted = accepted(request);
        return owners.list(new ListedResources(type, group), after, count)
                .map(page -> bundle(type, page, parameters(count, group)))
                .map(bundle -> entity(Response.ok(), bundle, accepted).build());
    }

    /** Creates the users of a batch: JSON lines or an array of {@code User} resources, each with an outcome of its own. */
    @POST
    @Consumes(MediaType.WILDCARD)
    public Uni<Response> importUsers(
            @RestPath String type,
            @RestQuery("_dryRun") @Nullable String dryRun,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType,
            @Context Request request,
            byte @Nullable [] body) {
        if (!type.equals("User")) {
            throw Problem.METHOD_NOT_ALLOWED.because(
                    "only users are created in batches; put one " + type + " at a time");
        }
        if (contentType == null
                || !LINES.contains(contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))) {
            throw Problem.UNSUPPORTED_MEDIA_TYPE.because("send application/x-ndjson or a list as application/json");
        }
        MediaType accepted = accepted(request);
        return imports.create(ResourceText.readAll(body), isDryRun(dryRun))
                .map(result -> entity(Response.ok(), result, accepted).build());
    }

    /** Rejects a misspelled value: a request intended as a dry run must not take effect. */
    private static boolean isDryRun(@Nullable String dryRun) {
        if (dryRun == null || dryRun.equals("false")) {
            return false;
        }
        if (!dryRun.equals("true")) {
            throw Problem.BAD_REQUEST.because("_dryRun must be true or false", "_dryRun");
        }
        return true;
    }

    private static Response response(RestResponse<ObjectNode> owned, MediaType accepted) {
        ObjectNode resource = owned.getEntity();
        Response.ResponseBuilder response = entity(Response.status(owned.getStatus()), resource, accepted);
        Optional.ofNullable(owned.getHeaderString(HttpHeaders.ETAG))
                .ifPresent(tag -> response.header(HttpHeaders.ETAG, tag));
        if (owned.getStatus() == 201) {
            response.header(
                    HttpHeaders.LOCATION,
                    "/" + resource.path("resourceType").asText() + "/"
                            + resource.path("id").asText());
        }
        return response.build();
    }

    /** Returns the parameters of the list that its next page has as well. */
    private static String parameters(@Nullable String count, @Nullable String group) {
        return (count == null ? "" : "_count=" + QueryEncoding.encode(count) + "&")
                + (group == null ? "" : "group=" + QueryEncoding.encode(group) + "&");
    }

    private static ObjectNode bundle(String type, ResourcePageBody page, String parameters) {
        ObjectNode bundle = JsonNodeFactory.instance.objectNode();
        bundle.put("resourceType", "Bundle").put("type", "searchset");
        ArrayNode entries = bundle.putArray("entry");
        page.items().forEach(resource -> entries.addObject().set("resource", resource));
        ArrayNode links = bundle.putArray("link");
        if (page.next() != null) {
            links.addObject()
                    .put("relation", "next")
                    .put("url", "/" + type + "?" + parameters + "after=" + QueryEncoding.encode(page.next()));
        }
        return bundle;
    }

    private static Response.ResponseBuilder entity(
            Response.ResponseBuilder response, ObjectNode document, MediaType accepted) {
        boolean json = accepted.isCompatible(MediaType.APPLICATION_JSON_TYPE);
        return response.type(accepted.withCharset("utf-8"))
                .entity(ResourceText.write(document, json ? BodyFormat.JSON : BodyFormat.YAML));
    }

    /** Negotiated before the command runs, so that no change is made whose response the client cannot accept. */
    private static MediaType accepted(Request request) {
        Variant variant = request.selectVariant(FORMS);
        if (variant == null) {
            throw Problem.NOT_ACCEPTABLE.because("application/json, application/yaml and text/yaml are supported");
        }
        return variant.getMediaType();
    }
}
