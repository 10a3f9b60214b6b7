package dev.albireo.oauth.client.metadata;

import dev.albireo.oauth.client.metadata.LogoutUris.LogoutUri;
import dev.albireo.oauth.key.OfferedAlgorithms;
import dev.albireo.oauth.key.SigningAlgorithm;
import dev.albireo.protocol.EgressPolicy;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Validates client metadata against what the operator supports: response types, algorithms, schemes, and the URLs that this server calls. */
@Singleton
public class ClientMetadataValidation {
    private final ResponseTypes types;
    private final OfferedAlgorithms algorithms;
    private final EgressPolicy egress;
    private final PrivateUseSchemes schemes;

    ClientMetadataValidation(
            ResponseTypes types, OfferedAlgorithms algorithms, EgressPolicy egress, PrivateUseSchemes schemes) {
        this.types = types;
        this.algorithms = algorithms;
        this.egress = egress;
        this.schemes = schemes;
    }

    /** A member that is rejected, and its requirement. */
    public record MetadataViolation(String member, String requirement) {}

    /** Returns the first violation; empty if there is none. */
    public Optional<MetadataViolation> violation(ClientMetadata metadata) {
        return Stream.of(
                        types
                                .violation(metadata.grants().responseTypes())
                                .map(wanted -> new MetadataViolation(GrantSettings.RESPONSE_TYPES, wanted))
                                .stream(),
                        scheme(RedirectUris.MEMBER, metadata.redirects().uris()),
                        scheme(LogoutUris.AFTER_LOGOUT, metadata.logout().afterLogout()),
                        algorithm(
                                Responses.ID_TOKEN,
                                Stream.of(metadata.responses().idToken())),
                        algorithm(Responses.USERINFO, metadata.responses().userinfo().stream()),
                        called(ClientKeySet.JWKS_URI, metadata.keys().uri().stream()),
                        called(
                                RequestSettings.URIS,
                                metadata.requests().uris().stream()
                                        .map(MetadataUris::withoutFragment)
                                        .map(URI::create)),
                        called(
                                LogoutUris.BACK_CHANNEL,
                                metadata.logout().backChannelLogout().map(LogoutUri::uri).map(URI::create).stream()))
                .flatMap(violations -> violations)
                .findFirst();
    }

    private Stream<MetadataViolation> scheme(String member, List<String> uris) {
        return schemes.violation(uris).map(wanted -> new MetadataViolation(member, wanted)).stream();
    }

    private Stream<MetadataViolation> algorithm(String member, Stream<SigningAlgorithm> wanted) {
        return wanted.filter(algorithm -> !algorithms.contains(algorithm))
                .map(algorithm -> new MetadataViolation(member, "one of " + String.join(", ", algorithms.names())));
    }

    private Stream<MetadataViolation> called(String member, Stream<URI> uris) {
        return uris.flatMap(uri -> egress.violation(uri).stream())
                .map(requirement -> new MetadataViolation(member, requirement));
    }
}
