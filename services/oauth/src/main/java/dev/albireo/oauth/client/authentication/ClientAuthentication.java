package dev.albireo.oauth.client.authentication;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.Clients;
import dev.albireo.oauth.client.authentication.StoredClientSecrets.PresentedSecret;
import dev.albireo.oauth.limit.ClientFailureBudget;
import dev.albireo.oauth.limit.ClientFailureBudget.AuthenticationAttempt;
import dev.albireo.oauth.param.Parameters;
import dev.albireo.protocol.OAuthError;
import dev.albireo.protocol.OAuthRefusal;
import dev.albireo.web.Form;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.net.URLDecoder;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Authenticates the callers of endpoints for clients (RFC 6749 section 2.3): {@code client_secret_basic}, {@code client_secret_post},
 * {@code private_key_jwt}, or {@code none} for a public client. A client with a secret may send it either way; after a rotation the
 * previous secret is valid during the overlap.
 */
@Singleton
public class ClientAuthentication {
    private static final String ANOTHER_EACH_TIME = "private_key_jwt";

    private final Clients clients;
    private final ServiceClients services;
    private final PrivateKeyJwtAuthentication assertions;
    private final StoredClientSecrets secrets;
    private final ClientFailureBudget attempts;

    ClientAuthentication(
            Clients clients,
            ServiceClients services,
            PrivateKeyJwtAuthentication assertions,
            StoredClientSecrets secrets,
            ClientFailureBudget attempts) {
        this.clients = clients;
        this.services = services;
        this.assertions = assertions;
        this.secrets = secrets;
        this.attempts = attempts;
    }

    /** The credentials of a request. */
    record Presented(String id, Optional<String> secret, boolean basic) {}

    /**
     * Returns the caller; {@code invalid_client} if it is unknown, disabled or its secret is wrong, and 429 after too many failures from
     * the same network.
     *
     * @param address the network address of the request
     */
    public Uni<AuthenticatedClient> authenticate(Optional<String> authorization, Form form, String address) {
        if (ClientAssertion.isSent(form)) {
            if (authorization.isPresent() || form.optional("client_secret").isPresent()) {
                throw multipleMethods();
            }
            ClientAssertion assertion = assertions.read(form);
            return attempts.check(
                    new AuthenticationAttempt(assertion.clientId(), address, ANOTHER_EACH_TIME),
                    () -> assertions.authenticate(assertion));
        }
        Presented presented = presented(authorization, form);
        Optional<PresentedSecret> secret = presented.secret().map(text -> secrets.presented(presented.id(), text));
        if (services.isReserved(presented.id())) {
            return bounded(
                            presented.id(),
                            secret,
                            address,
                            () -> Uni.createFrom().item(service(presented)))
                    .map(caller -> caller.orElseThrow(ClientAuthentication::authenticationFailed));
        }
        return clients.find(presented.id())
                .map(found -> found.orElseThrow(ClientAuthentication::authenticationFailed))
                .chain(client -> bounded(presented.id(), secret, address, () -> application(client, secret)))
                .map(caller -> caller.orElseThrow(ClientAuthentication::authenticationFailed));
    }

    /** Applies the limit on failures; a request without a secret cannot be used for guessing and is not counted. */
    private Uni<Optional<AuthenticatedClient>> bounded(
            String id,
            Optional<PresentedSecret> secret,
            String address,
            Supplier<Uni<Optional<AuthenticatedClient>>> check) {
        return secret.map(text -> attempts.check(
                        new AuthenticationAttempt(id, address, text.hash()),
                        () -> check.get()
                                .map(caller ->
                                        Optional.of(caller.orElseThrow(ClientAuthentication::authenticationFailed)))))
                .orElseGet(check);
    }

    private Optional<AuthenticatedClient> service(Presented presented) {
        boolean right = presented.basic()
                && services.authenticates(presented.id(), presented.secret().orElse(""));
        return right
                ? Optional.of(new AuthenticatedClient.InternalService(presented.id(), services.scopes(presented.id())))
                : Optional.empty();
    }

    private Uni<Optional<AuthenticatedClient>> application(Client client, Optional<PresentedSecret> secret) {
        if (secret.isEmpty() || client.secretHash().isEmpty()) {
            boolean may = secret.isEmpty() && client.mayOmitSecret();
            return Uni.createFrom()
                    .item(
                            may
                                    ? Optional.of(new AuthenticatedClient.RegisteredClient(client, false))
                                    : Optional.empty());
        }
        return secrets.isValid(client, secret.get())
                .map(valid ->
                        valid ? Optional.of(new AuthenticatedClient.RegisteredClient(client, true)) : Optional.empty());
    }

    static Presented presented(Optional<String> authorization, Form form) {
        Optional<String> id = form.optional("client_id");
        Optional<String> secret = form.optional("client_secret");
        if (authorization.isEmpty()) {
            String known = id.orElseThrow(() -> OAuthError.INVALID_CLIENT.because("client authentication is missing"));
            return new Presented(known, secret, false);
        }
        Presented basic = basic(authorization.get());
        if (secret.isPresent() || id.filter(other -> !other.equals(basic.id())).isPresent()) {
            throw multipleMethods();
        }
        return basic;
    }

    /** RFC 6749 section 2.3.1: id and secret are form-encoded before they become user and password. */
    private static Presented basic(String authorization) {
        if (!authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            throw OAuthError.INVALID_CLIENT.because("the authentication scheme is not supported; use Basic");
        }
        try {
            String pair = new String(
                    Base64.getDecoder().decode(authorization.substring(6).strip()), UTF_8);
            int colon = pair.indexOf(':');
            if (colon < 1) {
                throw authenticationFailed();
            }
            String id = URLDecoder.decode(pair.substring(0, colon), UTF_8);
            String secret = URLDecoder.decode(pair.substring(colon + 1), UTF_8);
            if (!Parameters.isText(id)) {
                throw authenticationFailed();
            }
            return new Presented(id, Optional.of(secret), true);
        } catch (IllegalArgumentException e) {
            throw authenticationFailed();
        }
    }

    private static OAuthRefusal multipleMethods() {
        return OAuthError.INVALID_REQUEST.because("more than one client authentication method was used");
    }

    /** Returns the same error for every cause. */
    private static OAuthRefusal authenticationFailed() {
        return OAuthError.INVALID_CLIENT.because("client authentication failed");
    }
}
