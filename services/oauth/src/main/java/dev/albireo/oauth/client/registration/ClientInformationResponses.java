package dev.albireo.oauth.client.registration;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.metadata.ClientMetadataJson;
import dev.albireo.oauth.client.registration.RegisterClient.RegistrationResult;
import dev.albireo.protocol.OAuthEndpoint;
import dev.albireo.protocol.PathSegment;
import dev.albireo.web.WebConfig;
import jakarta.inject.Singleton;

/** Client information responses (RFC 7591 section 3.2.1, RFC 7592 section 3), with the client configuration endpoint. */
@Singleton
class ClientInformationResponses {
    private final String issuer;

    ClientInformationResponses(WebConfig web) {
        this.issuer = web.issuerText();
    }

    /** Returns all registered metadata, and what only this response contains. */
    ObjectNode of(RegistrationResult registered) {
        Client client = registered.client();
        PathSegment id = PathSegment.of(client.id()).orElseThrow();
        ObjectNode information = JsonNodeFactory.instance.objectNode().put("client_id", client.id());
        registered
                .secret()
                .ifPresent(secret -> information.put("client_secret", secret).put("client_secret_expires_at", 0));
        information.put("client_id_issued_at", client.createdAt().getEpochSecond());
        information.setAll(ClientMetadataJson.registration(client.metadata()));
        return information
                .put("registration_access_token", registered.token())
                .put("registration_client_uri", issuer + OAuthEndpoint.CLIENT_CONFIGURATION.path(id));
    }
}
