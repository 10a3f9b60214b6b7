package dev.albireo.oauth.client;

import dev.albireo.protocol.OAuthError;
import dev.albireo.protocol.OAuthRefusal;
import dev.albireo.web.Form;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * The resources that tokens are asked for (RFC 8707 section 2), which become their audience. A client may name any web address, or only
 * those that an administrator declared for it; what belongs to this system itself follows from the scope and is never had this way.
 */
public final class ResourceIndicators {
    /** The parameters that may be sent more than once. */
    public static final Set<String> REPEATABLE = Set.of("resource");

    private static final String PARAMETER = "resource";
    private static final int MOST = 10;

    private ResourceIndicators() {}

    /** What a new request names; {@code invalid_target} where the client may not have that, with these scopes. */
    public static List<String> asked(Form form, Client client, Collection<String> scopes) {
        List<String> resources = named(form);
        boolean may = resources.stream().allMatch(client::mayAskFor);
        if (!may) {
            throw refused("a resource is none that this client may ask for");
        }
        if (!resources.isEmpty() && scopes.stream().anyMatch(Scopes::isReserved)) {
            throw refused("one of these scopes has an audience of its own");
        }
        return resources;
    }

    /**
     * What a token is for that comes of a grant: all that the grant is for, or fewer, never more (RFC 8707 section 2.2). A grant for no
     * resource in particular cannot become one for some.
     */
    public static List<String> narrowed(Form form, List<String> granted) {
        return narrowed(named(form), granted);
    }

    /** As above, of what the request names. */
    public static List<String> narrowed(List<String> resources, List<String> granted) {
        if (!granted.containsAll(resources)) {
            throw refused("a resource is none that was granted");
        }
        return resources.isEmpty() ? granted : resources;
    }

    /** What the request names, each once: absolute and without a fragment (RFC 8707 section 2). */
    public static List<String> named(Form form) {
        List<String> resources = form.all(PARAMETER).stream().distinct().toList();
        if (resources.size() > MOST) {
            throw refused("at most " + MOST + " resources");
        }
        if (!resources.stream().allMatch(ResourceIndicators::isIndicator)) {
            throw refused("a resource must be an absolute URI without a fragment");
        }
        return resources;
    }

    /** Whether a client can be declared with it. */
    static boolean isIndicator(String text) {
        return text.length() <= Registration.LONGEST_LINK
                && !OwnClients.isReserved(text)
                && Uris.parse(text)
                        .filter(uri -> uri.isAbsolute() && uri.getRawFragment() == null)
                        .isPresent();
    }

    private static OAuthRefusal refused(String why) {
        return OAuthError.INVALID_TARGET.because(why);
    }
}
