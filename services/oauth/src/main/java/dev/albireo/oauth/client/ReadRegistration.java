package dev.albireo.oauth.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Validates client metadata completely: by itself, and against what only other systems know. */
@ApplicationScoped
class ReadRegistration {
    private final SoftwareStatements statements;
    private final RegistrationRules rules;
    private final ResponseTypes types;
    private final CalledAddresses addresses;
    private final SectorDocuments sectors;

    ReadRegistration(
            SoftwareStatements statements,
            RegistrationRules rules,
            ResponseTypes types,
            CalledAddresses addresses,
            SectorDocuments sectors) {
        this.statements = statements;
        this.rules = rules;
        this.types = types;
        this.addresses = addresses;
        this.sectors = sectors;
    }

    /** Reads a registration request, with this server's defaults. */
    Uni<Registration> read(JsonNode body) {
        return statements
                .applied(body)
                .map(merged -> Registration.of(merged, rules.defaultScopes(), rules.requirePkce()))
                .invoke(this::check)
                .call(registration -> sectors.objection(registration.sector().uri(), registration.redirectUris())
                        .invoke(objection -> objection.ifPresent(wanted -> {
                            throw Registration.invalid(SectorMetadata.URI_FIELD, "must be " + wanted);
                        })));
    }

    private void check(Registration registration) {
        types.objection(registration.requests().responseTypes()).ifPresent(wanted -> {
            throw Registration.invalid("response_types", "must be " + wanted);
        });
        rules.objection(registration.responses()).ifPresent(wrong -> {
            throw Registration.invalid(wrong.field(), "must be " + wrong.wanted());
        });
        addresses
                .objection(registration.keys(), registration.requests(), registration.hooks())
                .ifPresent(wrong -> {
                    throw Registration.invalid(wrong.field(), "must be " + wrong.wanted());
                });
    }
}
