package dev.albireo.systemtests.conformance;

import java.util.Map;

/** How the plans run their modules: who the client is, how it proves itself, how it is answered. */
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

    /** What each authorization request has more. */
    Map<String, String> parameters() {
        return parameters;
    }
}
