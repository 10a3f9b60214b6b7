package dev.albireo.oauth.client.authentication;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Client authentication by {@code private_key_jwt}. */
@ConfigMapping(prefix = "albireo.client-assertions")
public interface AssertionConfig {
    /**
     * Whether {@code aud} may also be the URL of the token endpoint or of the endpoint for pushed requests, as OpenID Connect Core section
     * 9 and RFC 7523 section 3 have it. Otherwise {@code aud} must be the issuer alone, as draft-ietf-oauth-rfc7523bis and FAPI 2.0
     * require, because another server could name this server's endpoint as its own and use the assertion here.
     */
    @WithDefault("false")
    boolean endpointAudience();
}
