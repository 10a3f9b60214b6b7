package dev.albireo.oauth.client.metadata;

import dev.albireo.oauth.param.Parameters;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** The response types (OAuth 2.0 Multiple Response Types sections 3 to 5). {@code token} alone is not supported. */
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

    /** Returns the response type of this name; the order of its words is not significant (RFC 6749 section 3.1.1). */
    public static Optional<ResponseType> of(String value) {
        Set<String> words = Set.copyOf(Parameters.values(value));
        return Arrays.stream(values())
                .filter(type -> Set.copyOf(Parameters.values(type.value)).equals(words))
                .findFirst();
    }

    /** Returns the value of the parameter. */
    public String value() {
        return value;
    }

    /** Returns whether the response contains a code. */
    public boolean hasCode() {
        return value.startsWith("code");
    }

    /** Returns whether the response contains an ID token. */
    public boolean hasIdToken() {
        return value.contains("id_token");
    }

    /** Returns whether the response contains an access token. */
    public boolean hasToken() {
        return this == ID_TOKEN_TOKEN || this == CODE_TOKEN || this == CODE_ID_TOKEN_TOKEN;
    }

    /** Returns whether tokens are returned in the front channel. */
    public boolean isFrontChannel() {
        return this != CODE;
    }

    /** Returns the grant types that a client must have for it (OpenID Connect Dynamic Client Registration section 2). */
    public Set<String> grantTypes() {
        if (this == CODE) {
            return Set.of("authorization_code");
        }
        return hasCode() ? Set.of("authorization_code", "implicit") : Set.of("implicit");
    }
}
