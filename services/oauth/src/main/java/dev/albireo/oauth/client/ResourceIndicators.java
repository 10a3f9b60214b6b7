package dev.albireo.oauth.client;

import dev.albireo.oauth.client.metadata.MetadataUris;
import dev.albireo.oauth.client.metadata.Scopes;
import dev.albireo.protocol.OAuthError;
import dev.albireo.protocol.OAuthRefusal;
import dev.albireo.web.Form;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Resource indicators (RFC 8707 section 2), which become the audience of tokens. A client may name any URL, or only those that an
 * administrator declared for it; resources of this system are determined by the scope and cannot be requested this way.
 */
public final class ResourceIndicators {
    /** The parameters that may be repeated. */
    public static final Set<String> REPEATABLE = Set.of("resource");

    private static final String PARAMETER = "resource";
    private static final int MAX_RESOURCES = 10;

    private ResourceIndicators() {}

    /** Returns the resources of a new request; {@code invalid_target} if the client may not request them with these scopes. */
    public static List<String> requested(Form form, Client client, Collection<String> scopes) {
        List<String> resources = named(form);
        boolean may = resources.stream().allMatch(client::mayAskFor);
        if (!may) {
            throw refused("resource is not allowed for the client");
        }
        if (!resources.isEmpty() && scopes.stream().anyMatch(Scopes::isReserved)) {
            throw refused("scope contains a scope that cannot be combined with others or with resource");
        }
        return resources;
    }

    /**
     * Returns the resources of a token of a grant: all those of the grant, or fewer, never more (RFC 8707 section 2.2). A grant without
     * resources cannot be used for any.
     */
    public static List<String> narrowed(Form form, List<String> granted) {
        return narrowed(named(form), granted);
    }

    /** As above, for the resources of the request. */
    public static List<String> narrowed(List<String> resources, List<String> granted) {
        if (!granted.containsAll(resources)) {
            throw refused("resource was not granted");
        }
        return resources.isEmpty() ? granted : resources;
    }

    /** Returns the distinct resources of the request: absolute and without a fragment (RFC 8707 section 2). */
    public static List<String> named(Form form) {
        List<String> resources = form.all(PARAMETER).stream().distinct().toList();
        if (resources.size() > MAX_RESOURCES) {
            throw refused("at most " + MAX_RESOURCES + " resources");
        }
        if (!resources.stream().allMatch(MetadataUris::isResourceIndicator)) {
            throw refused("resource must be an absolute URI without a fragment");
        }
        return resources;
    }

    private static OAuthRefusal refused(String why) {
        return OAuthError.INVALID_TARGET.because(why);
    }
}
