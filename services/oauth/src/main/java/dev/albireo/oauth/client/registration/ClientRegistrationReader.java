package dev.albireo.oauth.client.registration;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.oauth.client.metadata.ClientMetadata;
import dev.albireo.oauth.client.metadata.ClientMetadataValidation;
import dev.albireo.oauth.client.metadata.MetadataDefaults;
import dev.albireo.oauth.client.metadata.SectorDocuments;
import dev.albireo.oauth.client.metadata.SectorIdentifier;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;

/** Validates the metadata of a registration completely: by itself, and against what only other systems know. */
@ApplicationScoped
class ClientRegistrationReader {
    private final SoftwareStatements statements;
    private final RegistrationRules rules;
    private final ClientMetadataValidation validation;
    private final SectorDocuments sectors;

    ClientRegistrationReader(
            SoftwareStatements statements,
            RegistrationRules rules,
            ClientMetadataValidation validation,
            SectorDocuments sectors) {
        this.statements = statements;
        this.rules = rules;
        this.validation = validation;
        this.sectors = sectors;
    }

    /** Reads a registration request, with this server's defaults. */
    Uni<ClientMetadata> read(JsonNode body) {
        return complete(body, rules.metadataDefaults());
    }

    /** Reads the replacement of a registration. */
    Uni<ClientMetadata> replacement(JsonNode body, ClientMetadata existing) {
        return complete(body, rules.metadataDefaults().forChangeOf(existing));
    }

    private Uni<ClientMetadata> complete(JsonNode body, MetadataDefaults defaults) {
        return statements
                .applied(body)
                .map(merged -> read(merged, defaults))
                .invoke(metadata -> validation.violation(metadata).ifPresent(violation -> {
                    throw RegisteredMetadata.refused(violation);
                }))
                .call(metadata -> sectors.violation(
                                metadata.sector().uri().map(URI::toString),
                                metadata.redirects().uris())
                        .invoke(objection -> objection.ifPresent(wanted -> {
                            throw RegisteredMetadata.refused(SectorIdentifier.MEMBER, "must be " + wanted);
                        })));
    }

    /** Reads and validates the members by themselves. */
    static ClientMetadata read(JsonNode body, MetadataDefaults defaults) {
        RegisteredMetadata registration = new RegisteredMetadata(body);
        ClientMetadata metadata = ClientMetadata.read(registration, defaults);
        metadata.requireConsistent(registration);
        return metadata;
    }
}
