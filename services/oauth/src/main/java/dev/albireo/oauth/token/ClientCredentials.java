package dev.albireo.oauth.token;

import dev.albireo.oauth.client.Caller;
import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.Client.TokenFormat;
import dev.albireo.oauth.client.ResourceIndicators;
import dev.albireo.oauth.client.Scopes;
import dev.albireo.oauth.key.Opaques;
import dev.albireo.oauth.param.Parameters;
import dev.albireo.policy.Acr;
import dev.albireo.policy.SecondFactorPolicy;
import dev.albireo.protocol.OAuthError;
import dev.albireo.protocol.Opaque.Kind;
import dev.albireo.web.Form;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The grant {@code client_credentials} (RFC 6749 section 4.4): a confidential client gets an access token for itself, without a refresh
 * token. A scope that requires a second factor is never granted, because there is no user who could prove one.
 */
@ApplicationScoped
class ClientCredentials {
    /** The {@code grant_type}. */
    static final String GRANT_TYPE = "client_credentials";

    private static final SecondFactorPolicy.User NOBODY = new SecondFactorPolicy.User(false, false, Set.of());
    private static final Set<String> OF_PEOPLE = Set.of(Scopes.OPENID, Scopes.OFFLINE_ACCESS, Scopes.ADMIN_API);

    private final ServiceGrant services;
    private final SecondFactorPolicy policy;
    private final ClientTokenStore store;
    private final Mint mint;
    private final Opaques opaques;
    private final Clock clock;

    ClientCredentials(
            ServiceGrant services,
            SecondFactorPolicy policy,
            ClientTokenStore store,
            Mint mint,
            Opaques opaques,
            Clock clock) {
        this.services = services;
        this.policy = policy;
        this.store = store;
        this.mint = mint;
        this.opaques = opaques;
        this.clock = clock;
    }

    Uni<TokenResponse> grant(Caller caller, Form form) {
        return switch (caller) {
            case Caller.Service service -> services.mint(service, form);
            case Caller.Application application -> grant(application, form);
        };
    }

    private Uni<TokenResponse> grant(Caller.Application caller, Form form) {
        Client client = caller.client();
        if (!client.mayUse(GRANT_TYPE) || !caller.proved()) {
            throw OAuthError.UNAUTHORIZED_CLIENT.because("the client may not use grant_type client_credentials");
        }
        List<String> scopes = scopes(client, form.optional("scope").map(Parameters::words), policy);
        List<String> audience = ResourceIndicators.asked(form, client, scopes);
        Instant now = clock.instant();
        if (client.tokenFormat() == TokenFormat.JWT) {
            return mint.forClient(client, new Mint.Wanted(scopes, audience), now);
        }
        var token = new ClientTokenStore.ClientToken(
                opaques.next(Kind.ACCESS), client.id(), scopes, audience, now, now.plus(mint.lifetime(client)));
        return store.add(token)
                .map(stored -> mint.response(client, token.value().value(), scopes));
    }

    /** Returns the requested scopes; all that the client may have if the request names none. */
    static List<String> scopes(Client client, Optional<List<String>> asked, SecondFactorPolicy policy) {
        List<String> may = client.scopes().stream()
                .filter(scope -> !OF_PEOPLE.contains(scope) && !needsPerson(scope, policy))
                .sorted()
                .toList();
        List<String> scopes = asked.filter(list -> !list.isEmpty()).orElse(may);
        if (scopes.isEmpty() || !may.containsAll(scopes)) {
            throw OAuthError.INVALID_SCOPE.because(
                    "scope contains a scope that is not available with client_credentials");
        }
        return scopes;
    }

    private static boolean needsPerson(String scope, SecondFactorPolicy policy) {
        SecondFactorPolicy.Request request = new SecondFactorPolicy.Request(Set.of(scope), Optional.empty(), List.of());
        return !policy.reasons(NOBODY, new SecondFactorPolicy.Client(Acr.AAL1), request)
                .isEmpty();
    }
}
