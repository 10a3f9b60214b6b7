package dev.albireo.oauth.client.metadata;

import com.nimbusds.jose.JWSAlgorithm;
import dev.albireo.protocol.JwsVerification;
import java.util.Map;
import java.util.Optional;

/**
 * How a client authenticates (RFC 7591 section 2, OpenID Connect Core section 9).
 *
 * @param method {@code token_endpoint_auth_method}
 * @param algorithm {@code token_endpoint_auth_signing_alg}, the algorithm of its assertions; empty for any supported one
 * @param secretOptional whether PKCE alone suffices, although the client has a secret
 */
public record AuthenticationSettings(
        TokenEndpointAuthMethod method, Optional<JWSAlgorithm> algorithm, boolean secretOptional) {
    /** The member {@code token_endpoint_auth_method}. */
    public static final String METHOD = "token_endpoint_auth_method";

    static final String SECRET_REQUIRED = "secret_required";
    private static final String ALGORITHM = "token_endpoint_auth_signing_alg";

    /** Returns the settings of a client that authenticates by this method, as usual. */
    public static AuthenticationSettings by(TokenEndpointAuthMethod method) {
        return new AuthenticationSettings(method, Optional.empty(), false);
    }

    static AuthenticationSettings read(MetadataReader metadata, MetadataDefaults defaults) {
        TokenEndpointAuthMethod method = metadata.text(METHOD)
                .map(name -> TokenEndpointAuthMethod.of(name)
                        .orElseThrow(() -> metadata.mustBe(METHOD, "one of token_endpoint_auth_methods_supported")))
                .orElse(defaults.method());
        Optional<JWSAlgorithm> algorithm = metadata.text(ALGORITHM).map(JWSAlgorithm::new);
        metadata.require(
                algorithm.stream().allMatch(JwsVerification.ALGORITHMS::contains),
                ALGORITHM,
                "one of token_endpoint_auth_signing_alg_values_supported");
        Optional<Boolean> secretRequired = metadata.flag(SECRET_REQUIRED);
        metadata.require(
                method.hasSecret() || !secretRequired.orElse(false),
                SECRET_REQUIRED,
                "false, because the client has no secret");
        return new AuthenticationSettings(method, algorithm, method.hasSecret() && !secretRequired.orElse(true));
    }

    void write(Map<String, Object> members) {
        members.put(METHOD, method.value());
        algorithm.ifPresent(known -> members.put(ALGORITHM, known.getName()));
        members.put(SECRET_REQUIRED, method.hasSecret() && !secretOptional);
    }

    /** Returns whether the client cannot authenticate, such as an application on a user's own device (RFC 6749 section 2.1). */
    public boolean isPublic() {
        return method == TokenEndpointAuthMethod.NONE;
    }

    /** Returns whether the client authenticates by signature. */
    public boolean isBySignature() {
        return method == TokenEndpointAuthMethod.PRIVATE_KEY_JWT;
    }
}
