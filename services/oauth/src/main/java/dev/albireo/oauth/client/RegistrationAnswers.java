package dev.albireo.oauth.client;

import dev.albireo.oauth.client.RegisterClient.Registered;
import dev.albireo.oauth.client.RegistrationResource.Answer;
import dev.albireo.web.WebConfig;
import jakarta.inject.Singleton;

/** Client information responses (RFC 7591 section 3.2.1, RFC 7592 section 3), with the client configuration endpoint. */
@Singleton
class RegistrationAnswers {
    private final String endpoint;

    RegistrationAnswers(WebConfig web) {
        this.endpoint = web.issuerText() + "/connect/register/";
    }

    Answer of(Registered registered) {
        return Answer.of(registered, endpoint + registered.client().id());
    }
}
