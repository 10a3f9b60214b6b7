package dev.albireo.oauth.client.metadata;

import dev.albireo.oauth.key.SigningAlgorithm;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Signing and CORS of responses to the client.
 *
 * @param idToken {@code id_token_signed_response_alg}
 * @param userinfo {@code userinfo_signed_response_alg}; empty for plain JSON
 * @param origins {@code allowed_origins}: the origins whose scripts may call the endpoints for clients
 */
public record Responses(SigningAlgorithm idToken, Optional<SigningAlgorithm> userinfo, List<String> origins) {
    /** RS256 for ID tokens, plain UserInfo responses, no CORS. */
    public static final Responses USUAL = new Responses(SigningAlgorithm.RS256, Optional.empty(), List.of());

    static final String ID_TOKEN = "id_token_signed_response_alg";
    static final String USERINFO = "userinfo_signed_response_alg";
    static final String ORIGINS = "allowed_origins";

    private static final int MAX_ORIGINS = 50;

    public Responses {
        origins = List.copyOf(origins);
    }

    /**
     * Reads the settings.
     *
     * @param callers the redirect URIs whose scripts call the endpoints without a secret; where no administrator declares the origins, theirs
     * are allowed
     */
    static Responses read(MetadataReader metadata, List<String> callers) {
        return new Responses(
                metadata.algorithm(ID_TOKEN).orElse(SigningAlgorithm.RS256),
                metadata.algorithm(USERINFO),
                origins(metadata, metadata.isByAdministrator() ? List.of() : callers));
    }

    void write(Map<String, Object> members) {
        members.put(ID_TOKEN, idToken.value());
        userinfo.ifPresent(algorithm -> members.put(USERINFO, algorithm.value()));
        members.put(ORIGINS, origins);
    }

    private static List<String> origins(MetadataReader metadata, List<String> callers) {
        Optional<List<String>> declared = metadata.strings(ORIGINS);
        metadata.require(
                declared.stream()
                        .allMatch(origins -> origins.size() <= MAX_ORIGINS
                                && origins.stream().allMatch(WebOrigins::isOrigin)),
                ORIGINS,
                "a list of origins such as https://app.example, without a path");
        return declared
                .orElseGet(() -> callers.stream()
                        .flatMap(uri -> WebOrigins.of(uri).stream())
                        .toList())
                .stream()
                .distinct()
                .toList();
    }
}
