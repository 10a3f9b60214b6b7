package dev.albireo.oauth.client;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Where an application runs (OpenID Connect Dynamic Client Registration section 2), and which redirect URIs that allows beyond what
 * {@link RedirectUris} demands of all. A native one may also have https addresses that it claimed, which every server must offer it
 * (RFC 8252 section 7).
 */
public enum ApplicationType {
    WEB,
    NATIVE;

    private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]");

    static Optional<ApplicationType> of(String name) {
        return Arrays.stream(values()).filter(type -> type.value().equals(name)).findFirst();
    }

    /** Of a client that does not say: what its redirect URIs are for, since RFC 7591 does not know the field; else {@code web}. */
    static ApplicationType fitting(List<String> redirectUris) {
        return redirectUris.stream().allMatch(ApplicationType::isOfTheWeb) ? WEB : NATIVE;
    }

    /** The name in metadata. */
    String value() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Why a client of this type cannot have this redirect URI, which can be registered as such; empty if it can. */
    Optional<String> objection(String redirectUri, boolean implicit) {
        if (this == NATIVE) {
            return Optional.empty();
        }
        if (!isOfTheWeb(redirectUri)) {
            return Optional.of("has a scheme of its own, which is for an application_type of native");
        }
        URI uri = URI.create(redirectUri);
        boolean remote = "https".equals(uri.getScheme()) && !LOCAL.contains(String.valueOf(uri.getHost()));
        return implicit && !remote
                ? Optional.of("is not https on a host of its own, as the implicit grant wants it of the web")
                : Optional.empty();
    }

    private static boolean isOfTheWeb(String redirectUri) {
        String scheme = URI.create(redirectUri).getScheme();
        return "https".equals(scheme) || "http".equals(scheme);
    }
}
