package dev.albireo.oauth.client.metadata;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/** The private-use schemes without a domain name that the operator allows in spite of RFC 8252 section 7.1. */
@Singleton
class PrivateUseSchemes {
    private static final String SETTING = "albireo.redirect-uris.private-use-schemes";

    private final Set<String> allowed;

    PrivateUseSchemes(PrivateUseSchemesConfig config) {
        this.allowed = config.privateUseSchemes().orElse(Set.of());
    }

    /** Rejects at start-up what can never be the scheme of an application. */
    void start(@Observes StartupEvent started) {
        allowed.stream()
                .filter(scheme -> RedirectUris.shortScheme(scheme + ":/").isEmpty())
                .findFirst()
                .ifPresent(scheme -> {
                    throw new IllegalArgumentException(SETTING
                            + " must list schemes of applications without a dot, such as cursor, not " + scheme);
                });
    }

    /** Returns what is wrong with the URIs; empty if each has another kind of scheme or an allowed one. */
    Optional<String> violation(Collection<String> uris) {
        return uris.stream()
                .flatMap(uri -> RedirectUris.shortScheme(uri).stream())
                .filter(scheme -> !allowed.contains(scheme))
                .findFirst()
                .map(scheme -> "without the scheme " + scheme
                        + ", which is no reversed domain name (RFC 8252 section 7.1): use http://127.0.0.1 or https;"
                        + " an operator may allow it by " + SETTING);
    }
}
