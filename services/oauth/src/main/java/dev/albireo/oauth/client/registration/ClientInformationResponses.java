package dev.albireo.oauth.client.registration;

import dev.albireo.oauth.client.registration.RegisterClient.RegistrationResult;
import dev.albireo.oauth.client.registration.RegistrationResource.ClientInformation;
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

    ClientInformation of(RegistrationResult registered) {
        PathSegment id = PathSegment.of(registered.client().id()).orElseThrow();
        return ClientInformation.of(registered, issuer + OAuthEndpoint.CLIENT_CONFIGURATION.path(id));
    }
}
