package dev.albireo.oauth.client;

import dev.albireo.oauth.param.Parameters;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** What an authorization request can be answered with (OAuth 2.0 Multiple Response Types sections 3 to 5). {@code token} alone is none. */
public enum ResponseType {
    CODE("code"),
    ID_TOKEN("id_token"),
    ID_TOKEN_TOKEN("id_token token"),
    CODE_ID_TOKEN("code id_token"),
    CODE_TOKEN("code token"),
    CODE_ID_TOKEN_TOKEN("code id_token token");

    private final String value;

    ResponseType(String value) {
        this.value = value;
    }

    /** The one of this name; the order of its words does not matter (RFC 6749 section 3.1.1). */
    public static Optional<ResponseType> of(String value) {
        Set<String> words = Set.copyOf(Parameters.words(value));
        return Arrays.stream(values())
                .filter(type -> Set.copyOf(Parameters.words(type.value)).equals(words))
                .findFirst();
    }

    /** Its name on the wire. */
    public String value() {
        return value;
    }

    /** Whether there is a code in the answer. */
    public boolean hasCode() {
        return value.startsWith("code");
    }

    /** Whether there is an ID token in the answer. */
    public boolean hasIdToken() {
        return value.contains("id_token");
    }

    /** Whether there is an access token in the answer. */
    public boolean hasToken() {
        return this == ID_TOKEN_TOKEN || this == CODE_TOKEN || this == CODE_ID_TOKEN_TOKEN;
    }

    /** Whether tokens leave by the front channel. */
    public boolean isFrontChannel() {
        return this != CODE;
    }

    /** The grant types that a client needs for it (OpenID Connect Dynamic Client Registration section 2). */
    public Set<String> grantTypes() {
        if (this == CODE) {
            return Set.of("authorization_code");
        }
        return hasCode() ? Set.of("authorization_code", "implicit") : Set.of("implicit");
    }
}
