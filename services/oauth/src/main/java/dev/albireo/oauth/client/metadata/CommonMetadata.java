package dev.albireo.oauth.client.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JWSAlgorithm;
import dev.albireo.oauth.key.SigningAlgorithm;
import dev.albireo.oauth.param.Parameters;
import dev.albireo.protocol.JwsVerification;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Reads the plain members of client metadata (RFC 7591 section 2), for registration and declaration alike. */
public final class CommonMetadata {
    private static final int MOST_ENTRIES = 50;

    private static final String AUTH_ALGORITHM = "token_endpoint_auth_signing_alg";
    private static final List<String> ENCRYPTION = List.of(
            "id_token_encrypted_response_alg",
            "id_token_encrypted_response_enc",
            "userinfo_encrypted_response_alg",
            "userinfo_encrypted_response_enc",
            "request_object_encryption_alg",
            "request_object_encryption_enc");

    private CommonMetadata() {}

    /** Rejects encryption, which is not supported, instead of ignoring it (OpenID Connect Dynamic Client Registration section 2). */
    public static void refuseEncryption(MetadataReader metadata) {
        ENCRYPTION.forEach(field -> metadata.any(field).ifPresent(wanted -> {
            throw metadata.mustBe(field, "absent: encryption is not supported");
        }));
    }

    /** Reads the keys of a client: inline or at a URL. */
    public static ClientKeySet keys(MetadataReader metadata) {
        Optional<String> jwks = metadata.any("jwks").map(JsonNode::toString);
        jwks.flatMap(PublicKeys::violation).ifPresent(wanted -> {
            throw metadata.mustBe("jwks", wanted);
        });
        Optional<String> uri = link(metadata, "jwks_uri");
        if (jwks.isPresent() && uri.isPresent()) {
            throw metadata.mustBe("jwks_uri", "absent if jwks is given");
        }
        return new ClientKeySet(jwks, uri, authAlgorithm(metadata));
    }

    /** Returns the URL of a page that users or this server will visit. */
    public static Optional<String> link(MetadataReader metadata, String field) {
        Optional<String> link = metadata.text(field);
        if (link.filter(text -> !MetadataUris.isWebPage(text)).isPresent()) {
            throw metadata.mustBe(field, "an https address");
        }
        return link;
    }

    /** Returns the signing algorithm that this field names. */
    public static Optional<SigningAlgorithm> algorithm(MetadataReader metadata, String field) {
        return metadata.text(field)
                .map(name -> SigningAlgorithm.of(name)
                        .orElseThrow(
                                () -> metadata.mustBe(field, "one of " + String.join(", ", SigningAlgorithm.names()))));
    }

    /** Reads the redirect URIs for the end of a logout. */
    public static List<String> afterLogout(MetadataReader metadata) {
        String field = "post_logout_redirect_uris";
        List<String> uris = metadata.strings(field).orElse(List.of());
        boolean fit = uris.size() <= MOST_ENTRIES
                && uris.stream()
                        .allMatch(uri -> Parameters.isText(uri)
                                && RedirectUris.responseUriViolation(uri).isEmpty());
        if (!fit) {
            throw metadata.mustBe(
                    field, "a list of at most " + MOST_ENTRIES + " absolute addresses, https unless on this machine");
        }
        return uris;
    }

    /** Rejects reserved scopes of this system. */
    public static void mustBeScopes(MetadataReader metadata, Collection<String> scopes) {
        if (scopes.size() > MOST_ENTRIES || !scopes.stream().allMatch(Scopes::isWellFormed)) {
            throw metadata.mustBe("scope", "at most " + MOST_ENTRIES + " scopes");
        }
        if (scopes.stream().anyMatch(Scopes::isReserved)) {
            throw metadata.mustBe("scope", "without albireo:* and internal:*");
        }
    }

    private static Optional<JWSAlgorithm> authAlgorithm(MetadataReader metadata) {
        Optional<JWSAlgorithm> algorithm = metadata.text(AUTH_ALGORITHM).map(JWSAlgorithm::new);
        if (algorithm.filter(one -> !JwsVerification.ALGORITHMS.contains(one)).isPresent()) {
            throw metadata.mustBe(AUTH_ALGORITHM, "one of token_endpoint_auth_signing_alg_values_supported");
        }
        return algorithm;
    }
}
