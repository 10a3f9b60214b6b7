package dev.albireo.credentials.oauth;

import dev.albireo.web.ServiceClientSecret;
import io.quarkus.arc.Unremovable;
import io.quarkus.oidc.common.OidcEndpoint;
import io.quarkus.oidc.common.OidcRequestFilter;
import io.vertx.core.http.HttpHeaders;
import jakarta.enterprise.context.ApplicationScoped;

/** Authenticates requests for tokens of this service with its present secret; Quarkus reads it at the start alone. */
@ApplicationScoped
@Unremovable
@OidcEndpoint(OidcEndpoint.Type.TOKEN)
class CredentialsTokenRequestFilter implements OidcRequestFilter {
    private final ServiceClientSecret secret;

    CredentialsTokenRequestFilter(ServiceClientSecret secret) {
        this.secret = secret;
    }

    @Override
    public void filter(OidcRequestContext context) {
        context.request().putHeader(HttpHeaders.AUTHORIZATION.toString(), secret.authorization());
    }
}
