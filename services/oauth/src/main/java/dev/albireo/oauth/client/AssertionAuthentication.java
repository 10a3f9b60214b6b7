package dev.albireo.oauth.client;

import com.nimbusds.jwt.SignedJWT;
import dev.albireo.protocol.JwsVerification;
import dev.albireo.protocol.OAuthError;
import dev.albireo.protocol.OAuthRefusal;
import dev.albireo.web.Form;
import dev.albireo.web.WebConfig;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;

/** Client authentication by {@code private_key_jwt} (OpenID Connect Core section 9): the client signs an assertion for each request. */
@Singleton
class AssertionAuthentication {
    private final Clients clients;
    private final ClientKeys keys;
    private final AssertionStore store;
    private final List<String> audiences;
    private final Clock clock;

    AssertionAuthentication(
            Clients clients,
            ClientKeys keys,
            AssertionStore store,
            AssertionConfig config,
            WebConfig web,
            Clock clock) {
        this.clients = clients;
        this.keys = keys;
        this.store = store;
        String issuer = web.issuerText();
        this.audiences =
                config.endpointAudience() ? List.of(issuer, issuer + "/token", issuer + "/par") : List.of(issuer);
        this.clock = clock;
    }

    /** Reads the assertion of the form; does not verify its signature. */
    Assertion read(Form form) {
        return Assertion.of(form, audiences, clock.instant());
    }

    /** Returns the authenticated client; {@code invalid_client} if the signature is invalid or the assertion was used before. */
    Uni<Caller> authenticate(Assertion assertion) {
        return clients.find(assertion.clientId())
                .map(found -> found.filter(client -> client.authMethod().equals(Client.PRIVATE_KEY_JWT))
                        .filter(client -> isOfItsAlgorithm(client, assertion.jwt()))
                        .orElseThrow(AssertionAuthentication::wrong))
                .call(client -> keys.signed(client, assertion.jwt()).invoke(AssertionAuthentication::mustHold))
                .call(() -> store.use(assertion).invoke(AssertionAuthentication::mustHold))
                .map(client -> new Caller.Application(client, true));
    }

    private static boolean isOfItsAlgorithm(Client client, SignedJWT jwt) {
        return JwsVerification.isFor(
                client.keys().algorithm().orElse(null), jwt.getHeader().getAlgorithm());
    }

    private static void mustHold(boolean holds) {
        if (!holds) {
            throw wrong();
        }
    }

    private static OAuthRefusal wrong() {
        return OAuthError.INVALID_CLIENT.because("client authentication failed");
    }
}
