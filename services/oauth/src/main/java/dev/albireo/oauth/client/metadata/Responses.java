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
 * @param claimsInIdToken {@code id_token_claims}: whether ID tokens contain the claims of the granted scopes
 */
public record Responses(
        SigningAlgorithm idToken, Optional<SigningAlgorithm> userinfo, List<String> origins, boolean claimsInIdToken) {
    /** RS256 for ID tokens, plain UserInfo responses, no CORS, claims by UserInfo alone. */
    public static final Responses USUAL = new Responses(SigningAlgorithm.RS256, Optional.empty(), List.of(), false);

    static final String ID_TOKEN = "id_token_signed_response_alg";
    static final String USERINFO = "userinfo_signed_response_alg";
    static final String ORIGINS = "allowed_origins";
    static final String ID_TOKEN_CLAIMS = "id_token_claims";

    /** The value of {@link #ID_TOKEN_CLAIMS} for the claims of the granted scopes. */
    static final String CLAIMS_OF_SCOPES = "scopes";

    private static final String NO_CLAIMS = "none";

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
    static Responses read(MetadataReader metadata, MetadataDefaults defaults, List<String> callers) {
        return new Responses(
                metadata.algorithm(ID_TOKEN).orElse(SigningAlgorithm.RS256),
                metadata.algorithm(USERINFO),
                origins(metadata, metadata.isByAdministrator() ? List.of() : callers),
                claimsInIdToken(metadata).orElse(defaults.claimsInIdToken()));
    }

    void write(Map<String, Object> members) {
        members.put(ID_TOKEN, idToken.value());
        userinfo.ifPresent(algorithm -> members.put(USERINFO, algorithm.value()));
        members.put(ORIGINS, origins);
        members.put(ID_TOKEN_CLAIMS, claimsInIdToken ? CLAIMS_OF_SCOPES : NO_CLAIMS);
    }

    private static Optional<Boolean> claimsInIdToken(MetadataReader metadata) {
        Optional<String> value = metadata.text(ID_TOKEN_CLAIMS);
        metadata.require(
                value.stream().allMatch(text -> text.equals(NO_CLAIMS) || text.equals(CLAIMS_OF_SCOPES)),
                ID_TOKEN_CLAIMS,
                "none or scopes");
        return value.map(CLAIMS_OF_SCOPES::equals);
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
