package dev.albireo.oauth.client.authentication;

import com.nimbusds.jwt.SignedJWT;
import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.Clients;
import dev.albireo.protocol.JwsVerification;
import dev.albireo.protocol.OAuthEndpoint;
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
class PrivateKeyJwtAuthentication {
    private final Clients clients;
    private final ClientKeys keys;
    private final UsedAssertionStore store;
    private final List<String> audiences;
    private final Clock clock;

    PrivateKeyJwtAuthentication(
            Clients clients,
            ClientKeys keys,
            UsedAssertionStore store,
            AssertionConfig config,
            WebConfig web,
            Clock clock) {
        this.clients = clients;
        this.keys = keys;
        this.store = store;
        String issuer = web.issuerText();
        this.audiences = config.endpointAudience()
                ? List.of(issuer, issuer + OAuthEndpoint.TOKEN.path(), issuer + OAuthEndpoint.PUSHED_REQUEST.path())
                : List.of(issuer);
        this.clock = clock;
    }

    /** Reads the assertion of the form; does not verify its signature. */
    ClientAssertion read(Form form) {
        return ClientAssertion.of(form, audiences, clock.instant());
    }

    /** Returns the authenticated client; {@code invalid_client} if the signature is invalid or the assertion was used before. */
    Uni<AuthenticatedClient> authenticate(ClientAssertion assertion) {
        return clients.find(assertion.clientId())
                .map(found -> found.filter(
                                client -> client.metadata().authentication().isBySignature())
                        .filter(client -> isOfItsAlgorithm(client, assertion.jwt()))
                        .orElseThrow(PrivateKeyJwtAuthentication::authenticationFailed))
                .call(client -> keys.signed(client, assertion.jwt()).invoke(PrivateKeyJwtAuthentication::mustHold))
                .call(() -> store.use(assertion).invoke(PrivateKeyJwtAuthentication::mustHold))
                .map(client -> new AuthenticatedClient.RegisteredClient(client, true));
    }

    private static boolean isOfItsAlgorithm(Client client, SignedJWT jwt) {
        return JwsVerification.isFor(
                client.metadata().authentication().algorithm().orElse(null),
                jwt.getHeader().getAlgorithm());
    }

    private static void mustHold(boolean contained) {
        if (!contained) {
            throw authenticationFailed();
        }
    }

    private static OAuthRefusal authenticationFailed() {
        return OAuthError.INVALID_CLIENT.because("client authentication failed");
    }
}
