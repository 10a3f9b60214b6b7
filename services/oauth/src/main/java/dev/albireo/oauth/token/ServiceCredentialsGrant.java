package dev.albireo.oauth.token;

import dev.albireo.oauth.client.ResourceIndicators;
import dev.albireo.oauth.client.authentication.AuthenticatedClient;
import dev.albireo.oauth.client.authentication.ServiceTokens;
import dev.albireo.oauth.param.Parameters;
import dev.albireo.protocol.OAuthError;
import dev.albireo.web.Form;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** The grant {@code client_credentials} (RFC 6749 section 4.4) for this system's own services. */
@Singleton
class ServiceCredentialsGrant {
    private final ServiceTokens tokens;

    ServiceCredentialsGrant(ServiceTokens tokens) {
        this.tokens = tokens;
    }

    Uni<TokenResponse> issue(AuthenticatedClient.InternalService service, Form form) {
        if (!ResourceIndicators.named(form).isEmpty()) {
            throw OAuthError.INVALID_TARGET.because("resource cannot be combined with an internal scope");
        }
        String granted = granted(service, form.optional("scope"));
        return tokens.issue(service.name(), granted)
                .map(token -> new TokenResponse(
                        token,
                        TokenResponse.BEARER,
                        ServiceTokens.LIFETIME.toSeconds(),
                        granted,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }

    /** One scope per token, so that it has one audience; the default is the service's only scope. */
    private static String granted(AuthenticatedClient.InternalService service, Optional<String> scope) {
        List<String> asked = scope.map(Parameters::values).orElseGet(() -> List.copyOf(service.scopes()));
        if (asked.size() != 1 || !service.scopes().containsAll(asked)) {
            throw OAuthError.INVALID_SCOPE.because("scope is not allowed for this service client");
        }
        return asked.getFirst();
    }
}
