package dev.albireo.oauth.client.metadata;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The {@code application_type} (OpenID Connect Dynamic Client Registration section 2), with the restrictions on redirect URIs beyond those
 * of {@link RedirectUris}. A native application may also have claimed https redirect URIs, which every server must support (RFC 8252
 * section 7).
 */
public enum ApplicationType {
    WEB,
    NATIVE;

    private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]");

    /** Returns the type of this name. */
    public static Optional<ApplicationType> of(String name) {
        return Arrays.stream(values()).filter(type -> type.value().equals(name)).findFirst();
    }

    /**
     * Returns the type of a client that declares none: derived from its redirect URIs, because RFC 7591 does not define the member;
     * otherwise {@code web}.
     */
    static ApplicationType defaultFor(List<String> redirectUris) {
        return redirectUris.stream().allMatch(ApplicationType::isOfTheWeb) ? WEB : NATIVE;
    }

    /** Returns whether a client of this type may have the redirect URIs. */
    boolean suits(List<String> redirectUris) {
        return redirectUris.stream().allMatch(uri -> violation(uri, false).isEmpty());
    }

    /** Returns the name in metadata. */
    public String value() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns why a client of this type cannot have this redirect URI, which is otherwise valid; empty if it can. */
    Optional<String> violation(String redirectUri, boolean implicit) {
        if (this == NATIVE) {
            return Optional.empty();
        }
        if (!isOfTheWeb(redirectUri)) {
            return Optional.of("has a private-use scheme, which requires application_type native");
        }
        URI uri = URI.create(redirectUri);
        boolean remote = "https".equals(uri.getScheme()) && !LOCAL.contains(String.valueOf(uri.getHost()));
        return implicit && !remote
                ? Optional.of(
                        "is not https on a host other than localhost, which application_type web requires with the implicit grant")
                : Optional.empty();
    }

    private static boolean isOfTheWeb(String redirectUri) {
        String scheme = URI.create(redirectUri).getScheme();
        return "https".equals(scheme) || "http".equals(scheme);
    }
}
