package dev.albireo.oauth.client.metadata;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The {@code token_endpoint_auth_method} (RFC 7591 section 2, OpenID Connect Core section 9). */
public enum TokenEndpointAuthMethod {
    CLIENT_SECRET_BASIC,
    CLIENT_SECRET_POST,
    /** The client signs assertions and has no secret. */
    PRIVATE_KEY_JWT,
    /** A public client, which cannot authenticate (RFC 6749 section 2.1). */
    NONE;

    /** Returns the method of this name. */
    public static Optional<TokenEndpointAuthMethod> of(String name) {
        return Arrays.stream(values())
                .filter(method -> method.value().equals(name))
                .findFirst();
    }

    /** Returns the name in metadata. */
    public String value() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns whether the client has a secret. */
    public boolean hasSecret() {
        return this == CLIENT_SECRET_BASIC || this == CLIENT_SECRET_POST;
    }
}
