package dev.albireo.systemtests.conformance;

import java.util.Map;

/** The variants of the plans: client authentication, registration and response mode. */
enum Variant {
    DYNAMIC("client_secret_basic", Map.of()),
    DYNAMIC_POST("client_secret_post", Map.of()),
    PRIVATE_KEY("private_key_jwt", Map.of()),
    STATIC("client_secret_basic", Map.of()),
    FORM_POST("client_secret_basic", Map.of("response_mode", "form_post"));

    private final String authentication;

    @SuppressWarnings("ImmutableEnumChecker") // from Map.of
    private final Map<String, String> parameters;

    Variant(String authentication, Map<String, String> parameters) {
        this.authentication = authentication;
        this.parameters = parameters;
    }

    String authentication() {
        return authentication;
    }

    /** Returns the additional parameters of each authorization request. */
    Map<String, String> parameters() {
        return parameters;
    }
}
