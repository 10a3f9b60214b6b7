package dev.albireo.oauth.client.resource;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.metadata.AuthenticationSettings;
import dev.albireo.oauth.client.metadata.ClientMetadata;
import dev.albireo.oauth.client.metadata.MetadataDefaults;
import dev.albireo.oauth.param.Parameters;
import dev.albireo.web.DeclaredRepresentation;
import dev.albireo.web.Fields;
import java.time.Instant;
import java.util.Optional;

/**
 * The resource {@code Client} with each field validated, except {@code secret}, of which only the presence is known. Unknown fields are
 * rejected by name.
 */
record ClientDeclaration(ClientMetadata metadata, boolean active) {
    private static final int MAX_DESCRIPTION_LENGTH = 1000;

    /** Reads a document; the defaults apply where it has no value. */
    static ClientDeclaration of(JsonNode document, boolean hasSecret, MetadataDefaults defaults) {
        Fields fields = Fields.of(document).withEmptyAsAbsent();
        DeclaredRepresentation.ENVELOPE.forEach(fields::has);
        DeclaredMetadata declared = DeclaredMetadata.of(fields);
        ClientMetadata metadata = ClientMetadata.read(declared, defaults);
        boolean active = fields.flag("active").orElse(true);
        description(fields);
        ManagedResources.check(fields, metadata.isServiceAccount());
        fields.refuseUnknown();
        declared.require(
                metadata.authentication().method().hasSecret() == hasSecret,
                AuthenticationSettings.METHOD,
                "client_secret_basic or client_secret_post with a secret, private_key_jwt with jwks or jwks_uri, or none");
        metadata.requireConsistent(declared);
        return new ClientDeclaration(metadata, active);
    }

    /** Returns the client that the declaration describes. */
    Client toClient(String id, Optional<String> secretHash, Instant createdAt) {
        return new Client(id, metadata, secretHash, active, createdAt);
    }

    /** May have several lines. */
    private static void description(Fields fields) {
        Optional<String> text = fields.text("description", MAX_DESCRIPTION_LENGTH);
        boolean fit = text.map(lines -> lines.replaceAll("[\\r\\n\\t]", ""))
                .filter(line -> !Parameters.isText(line))
                .isEmpty();
        fields.require(fit, "description", "text without control characters");
    }
}
