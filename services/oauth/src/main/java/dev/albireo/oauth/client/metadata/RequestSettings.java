package dev.albireo.oauth.client.metadata;

import dev.albireo.oauth.key.SigningAlgorithm;
import dev.albireo.oauth.param.Parameters;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of a client's authorization requests (OpenID Connect Dynamic Client Registration section 2).
 *
 * @param requirePushed {@code require_pushed_authorization_requests} (RFC 9126 section 6)
 * @param algorithm {@code request_object_signing_alg}; empty for any supported one
 * @param requireSigned {@code require_signed_request_object} (RFC 9101 section 10.5)
 * @param uris {@code request_uris}: the URLs of its request objects
 * @param defaults the defaults of its requests
 */
public record RequestSettings(
        boolean requirePushed,
        Optional<SigningAlgorithm> algorithm,
        boolean requireSigned,
        List<String> uris,
        Defaults defaults) {
    /** Unsigned requests by redirect, as usual. */
    public static final RequestSettings USUAL =
            new RequestSettings(false, Optional.empty(), false, List.of(), Defaults.NONE);

    static final String REQUIRE_PUSHED = "require_pushed_authorization_requests";
    static final String URIS = "request_uris";

    private static final String ALGORITHM = "request_object_signing_alg";
    private static final String REQUIRE_SIGNED = "require_signed_request_object";
    private static final int MAX_URIS = 50;

    public RequestSettings {
        uris = List.copyOf(uris);
    }

    /**
     * The defaults of a request.
     *
     * @param maxAge {@code default_max_age}
     * @param acrValues {@code default_acr_values}
     * @param authTime {@code require_auth_time}: whether ID tokens must have {@code auth_time}, as they always have here
     */
    public record Defaults(Optional<Duration> maxAge, List<String> acrValues, boolean authTime) {
        /** No defaults. */
        public static final Defaults NONE = new Defaults(Optional.empty(), List.of(), false);

        private static final String MAX_AGE = "default_max_age";
        private static final String ACR_VALUES = "default_acr_values";
        private static final String AUTH_TIME = "require_auth_time";
        private static final int MAX_AGE_LIMIT = 999_999_999;
        private static final int MAX_ACR_VALUES = 20;

        public Defaults {
            acrValues = List.copyOf(acrValues);
        }

        static Defaults read(MetadataReader metadata) {
            List<String> acrValues = metadata.strings(ACR_VALUES).orElse(List.of());
            metadata.require(
                    acrValues.size() <= MAX_ACR_VALUES && acrValues.stream().allMatch(Defaults::isName),
                    ACR_VALUES,
                    "a list of at most " + MAX_ACR_VALUES + " names");
            return new Defaults(
                    metadata.number(MAX_AGE, 0, MAX_AGE_LIMIT).map(Duration::ofSeconds),
                    acrValues,
                    metadata.flag(AUTH_TIME).orElse(false));
        }

        void write(Map<String, Object> members) {
            maxAge.ifPresent(age -> members.put(MAX_AGE, age.toSeconds()));
            if (!acrValues.isEmpty()) {
                members.put(ACR_VALUES, acrValues);
            }
            if (authTime) {
                members.put(AUTH_TIME, true);
            }
        }

        private static boolean isName(String value) {
            return Parameters.isText(value) && Parameters.values(value).equals(List.of(value));
        }
    }

    static RequestSettings read(MetadataReader metadata) {
        return new RequestSettings(
                metadata.flag(REQUIRE_PUSHED).orElse(false),
                metadata.algorithm(ALGORITHM),
                metadata.flag(REQUIRE_SIGNED).orElse(false),
                uris(metadata),
                Defaults.read(metadata));
    }

    void write(Map<String, Object> members) {
        members.put(REQUIRE_PUSHED, requirePushed);
        algorithm.ifPresent(known -> members.put(ALGORITHM, known.value()));
        if (requireSigned) {
            members.put(REQUIRE_SIGNED, true);
        }
        if (!uris.isEmpty()) {
            members.put(URIS, uris);
        }
        defaults.write(members);
    }

    /** Their fragment is a hash of the content (OpenID Connect Core section 6.2). */
    private static List<String> uris(MetadataReader metadata) {
        List<String> uris = metadata.strings(URIS).orElse(List.of());
        metadata.require(
                uris.size() <= MAX_URIS && uris.stream().allMatch(RequestSettings::isCallable),
                URIS,
                "a list of at most " + MAX_URIS + " https addresses");
        return uris.stream().distinct().toList();
    }

    private static boolean isCallable(String uri) {
        return uri.length() <= MetadataUris.MAX_LENGTH && MetadataUris.isWebPage(MetadataUris.withoutFragment(uri));
    }
}
