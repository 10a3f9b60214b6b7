package dev.albireo.oauth.client.registration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.albireo.oauth.client.authentication.ClientKeys;
import dev.albireo.oauth.client.metadata.ClientKeySet;
import dev.albireo.protocol.OAuthError;
import dev.albireo.web.WebConfig;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Applies software statements of trusted issuers (RFC 7591 section 2.3). Their claims take precedence over the client's own metadata. */
@Singleton
class SoftwareStatements {
    static final String FIELD = "software_statement";

    private final Map<String, URI> trusted;
    private final ClientKeys keys;
    private final ObjectMapper json;
    private final String audience;
    private final Clock clock;

    SoftwareStatements(SoftwareStatementConfig config, ClientKeys keys, ObjectMapper json, WebConfig web, Clock clock) {
        this.trusted = config.issuers().values().stream()
                .collect(Collectors.toMap(
                        SoftwareStatementConfig.TrustedIssuer::issuer, SoftwareStatementConfig.TrustedIssuer::jwksUri));
        this.keys = keys;
        this.json = json;
        this.audience = web.issuerText();
        this.clock = clock;
    }

    /** Returns the metadata with the claims of its statement in place of its own members; unchanged without a statement. */
    Uni<JsonNode> applied(JsonNode body) {
        Optional<String> text = new RegisteredMetadata(body).text(FIELD);
        if (text.isEmpty()) {
            return Uni.createFrom().item(body);
        }
        SoftwareStatement statement = SoftwareStatement.of(text.get(), audience, clock.instant());
        URI uri = Optional.ofNullable(trusted.get(statement.issuer()))
                .orElseThrow(() -> OAuthError.UNAPPROVED_SOFTWARE_STATEMENT.because(
                        "software_statement: its issuer is not trusted"));
        return keys.signed(ClientKeySet.at(uri), statement.jwt()).map(signed -> {
            if (!signed) {
                throw SoftwareStatement.refused("has an invalid signature");
            }
            ObjectNode merged = body.deepCopy();
            statement.metadata().forEach((name, value) -> merged.set(name, json.valueToTree(value)));
            merged.put(FIELD, text.get());
            return merged;
        });
    }
}
