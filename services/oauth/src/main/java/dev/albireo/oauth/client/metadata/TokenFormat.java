package dev.albireo.oauth.client.metadata;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The form of an access token. */
public enum TokenFormat {
    /** RFC 9068. */
    JWT,
    /** A random value, which resource servers introspect. */
    OPAQUE;

    /** Returns the format of this name. */
    public static Optional<TokenFormat> of(String name) {
        return Arrays.stream(values())
                .filter(format -> format.value().equals(name))
                .findFirst();
    }

    /** Returns the name in metadata. */
    public String value() {
        return name().toLowerCase(Locale.ROOT);
    }
}
