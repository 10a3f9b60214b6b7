package dev.albireo.oauth.client.registration;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.oauth.client.metadata.OutboundUriValidation;
import dev.albireo.oauth.client.metadata.ResponseTypes;
import dev.albireo.oauth.client.metadata.SectorDocuments;
import dev.albireo.oauth.client.metadata.SectorIdentifierMetadata;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Validates client metadata completely: by itself, and against what only other systems know. */
@ApplicationScoped
class ClientRegistrationReader {
    private final SoftwareStatements statements;
    private final RegistrationRules rules;
    private final ResponseTypes types;
    private final OutboundUriValidation addresses;
    private final SectorDocuments sectors;

    ClientRegistrationReader(
            SoftwareStatements statements,
            RegistrationRules rules,
            ResponseTypes types,
            OutboundUriValidation addresses,
            SectorDocuments sectors) {
        this.statements = statements;
        this.rules = rules;
        this.types = types;
        this.addresses = addresses;
        this.sectors = sectors;
    }

    /** Reads a registration request, with this server's defaults. */
    Uni<ClientRegistration> read(JsonNode body) {
        return statements
                .applied(body)
                .map(merged -> ClientRegistration.of(merged, rules.defaultScopes(), rules.requirePkce()))
                .invoke(this::check)
                .call(registration -> sectors.violation(registration.sector().uri(), registration.redirectUris())
                        .invoke(objection -> objection.ifPresent(wanted -> {
                            throw ClientRegistration.invalid(SectorIdentifierMetadata.URI_FIELD, "must be " + wanted);
                        })));
    }

    private void check(ClientRegistration registration) {
        types.violation(registration.requests().responseTypes()).ifPresent(wanted -> {
            throw ClientRegistration.invalid("response_types", "must be " + wanted);
        });
        rules.violation(registration.responses()).ifPresent(violation -> {
            throw ClientRegistration.invalid(violation.field(), "must be " + violation.requirement());
        });
        addresses
                .violation(registration.keys(), registration.requests(), registration.logoutUris())
                .ifPresent(violation -> {
                    throw ClientRegistration.invalid(violation.field(), "must be " + violation.requirement());
                });
    }
}
