package dev.albireo.oauth.client.registration;

import dev.albireo.oauth.client.registration.RegisterClient.RegistrationResult;
import dev.albireo.oauth.client.registration.RegistrationResource.ClientInformation;
import dev.albireo.web.WebConfig;
import jakarta.inject.Singleton;

/** Client information responses (RFC 7591 section 3.2.1, RFC 7592 section 3), with the client configuration endpoint. */
@Singleton
class ClientInformationResponses {
    private final String endpoint;

    ClientInformationResponses(WebConfig web) {
        this.endpoint = web.issuerText() + "/connect/register/";
    }

    ClientInformation of(RegistrationResult registered) {
        return ClientInformation.of(registered, endpoint + registered.client().id());
    }
}
