package dev.albireo.oauth.client.metadata;

import dev.albireo.oauth.client.metadata.RequestObjectSettings.Defaults;
import dev.albireo.oauth.key.SigningAlgorithm;
import dev.albireo.oauth.param.Parameters;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads and writes {@link RequestObjectSettings} as client metadata (OpenID Connect Dynamic Client Registration section 2), for registration and
 * declaration alike.
 */
public final class RequestObjectMetadata {
    private static final String ALGORITHM = "request_object_signing_alg";
    private static final String SIGNED = "require_signed_request_object";
    private static final String URIS = "request_uris";
    private static final String MAX_AGE = "default_max_age";
    private static final String ACR_VALUES = "default_acr_values";
    private static final String AUTH_TIME = "require_auth_time";
    private static final String TYPES = "response_types";
    private static final String CODE = "authorization_code";
    private static final String IMPLICIT = "implicit";
    private static final int LONGEST_AGE = 999_999_999;
    private static final int MOST_ENTRIES = 50;
    private static final int MOST_ACR_VALUES = 20;

    private RequestObjectMetadata() {}

    /** Reads the metadata and validates each member. */
    public static RequestObjectSettings read(MetadataReader metadata, Collection<String> grantTypes) {
        return new RequestObjectSettings(
                metadata.text(ALGORITHM)
                        .map(name -> SigningAlgorithm.of(name)
                                .orElseThrow(() -> metadata.mustBe(
                                        ALGORITHM, "one of " + String.join(", ", SigningAlgorithm.names())))),
                metadata.flag(SIGNED),
                uris(metadata),
                defaults(metadata),
                responseTypes(metadata, grantTypes));
    }

    /** Returns the metadata members; absent values are omitted. */
    public static Map<String, Object> write(RequestObjectSettings requests) {
        Map<String, Object> fields = new LinkedHashMap<>();
        requests.algorithm().ifPresent(algorithm -> fields.put(ALGORITHM, algorithm.value()));
        if (requests.signed()) {
            fields.put(SIGNED, true);
        }
        if (!requests.uris().isEmpty()) {
            fields.put(URIS, requests.uris());
        }
        Defaults defaults = requests.defaults();
        defaults.maxAge().ifPresent(age -> fields.put(MAX_AGE, age.toSeconds()));
        if (!defaults.acrValues().isEmpty()) {
            fields.put(ACR_VALUES, defaults.acrValues());
        }
        if (defaults.authTime()) {
            fields.put(AUTH_TIME, true);
        }
        return fields;
    }

    /** Their fragment is a hash of the content (OpenID Connect Core section 6.2). */
    private static List<String> uris(MetadataReader metadata) {
        List<String> uris = metadata.strings(URIS).orElse(List.of());
        if (uris.size() > MOST_ENTRIES || !uris.stream().allMatch(RequestObjectMetadata::isCallable)) {
            throw metadata.mustBe(URIS, "a list of at most " + MOST_ENTRIES + " https addresses");
        }
        return uris.stream().distinct().toList();
    }

    private static Defaults defaults(MetadataReader metadata) {
        List<String> acrValues = metadata.strings(ACR_VALUES).orElse(List.of());
        boolean fit = acrValues.size() <= MOST_ACR_VALUES
                && acrValues.stream()
                        .allMatch(value -> Parameters.isText(value)
                                && Parameters.values(value).equals(List.of(value)));
        if (!fit) {
            throw metadata.mustBe(ACR_VALUES, "a list of at most " + MOST_ACR_VALUES + " names");
        }
        return new Defaults(
                metadata.number(MAX_AGE, 0, LONGEST_AGE).map(Duration::ofSeconds), acrValues, metadata.flag(AUTH_TIME));
    }

    /** Response types and grant types must correspond (section 2, RFC 7591 section 2.1). */
    private static Set<ResponseType> responseTypes(MetadataReader metadata, Collection<String> grantTypes) {
        List<String> fitting = grantTypes.contains(CODE) ? List.of(ResponseType.CODE.value()) : List.of();
        Set<ResponseType> types = metadata.strings(TYPES).filter(list -> !list.isEmpty()).orElse(fitting).stream()
                .map(type ->
                        ResponseType.of(type).orElseThrow(() -> metadata.mustBe(TYPES, "supported response types")))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (types.stream().anyMatch(type -> !grantTypes.containsAll(type.grantTypes()))) {
            throw metadata.mustBe(TYPES, "those of grant_types");
        }
        for (String grantType : List.of(CODE, IMPLICIT)) {
            if (grantTypes.contains(grantType)
                    && types.stream().noneMatch(type -> type.grantTypes().contains(grantType))) {
                throw metadata.mustBe("grant_types", "without " + grantType + ", because no response type uses it");
            }
        }
        return types;
    }

    private static boolean isCallable(String uri) {
        return uri.length() <= MetadataUris.LONGEST && MetadataUris.isWebPage(MetadataUris.withoutFragment(uri));
    }
}
