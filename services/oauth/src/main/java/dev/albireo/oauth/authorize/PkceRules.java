package dev.albireo.oauth.authorize;

import dev.albireo.oauth.authorize.AuthorizeConfig.PkceRequirement;
import dev.albireo.protocol.OAuthError;
import dev.albireo.protocol.OAuthRefusal;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * The operator's requirement of PKCE from confidential clients (RFC 9700 section 2.1.1). {@link RequestCheck} requires it of public clients
 * and of those that registered for it.
 */
@Singleton
class PkceRules {
    private final PkceRequirement requirement;

    PkceRules(AuthorizeConfig config) {
        this.requirement = config.requirePkce();
    }

    /** Returns the error for a request that lacks PKCE; empty if it is not required. */
    Optional<OAuthRefusal> violation(AuthorizationRequest request) {
        return violation(request, requirement);
    }

    /** As above, for this requirement. */
    static Optional<OAuthRefusal> violation(AuthorizationRequest request, PkceRequirement requirement) {
        if (!request.type().hasCode() || request.challenge().isPresent()) {
            return Optional.empty();
        }
        return switch (requirement) {
            case PUBLIC_CLIENTS -> Optional.empty();
            case WITHOUT_NONCE ->
                request.nonce().isPresent()
                        ? Optional.empty()
                        : Optional.of(OAuthError.INVALID_REQUEST.because(
                                "code_challenge is missing: this server requires PKCE or a nonce"));
            case EVERY_CLIENT ->
                Optional.of(OAuthError.INVALID_REQUEST.because("code_challenge is missing: this server requires PKCE"));
        };
    }
}
