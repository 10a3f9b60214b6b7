package dev.albireo.oauth.introspect;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.albireo.oauth.access.AccessToken;
import dev.albireo.policy.Proofs;
import java.util.List;
import java.util.Optional;

/** The response (RFC 7662 section 2.2): for an inactive token it has no other member. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record Introspection(
        @JsonProperty("active") boolean active,
        @JsonProperty("scope") Optional<String> scope,
        @JsonProperty("client_id") Optional<String> clientId,
        @JsonProperty("username") Optional<String> username,
        @JsonProperty("token_type") Optional<String> tokenType,
        @JsonProperty("exp") Optional<Long> expiresAt,
        @JsonProperty("iat") Optional<Long> issuedAt,
        @JsonProperty("sub") Optional<String> subject,
        @JsonProperty("aud") Optional<List<String>> audience,
        @JsonProperty("iss") Optional<String> issuer,
        @JsonProperty("acr") Optional<String> acr,
        @JsonProperty("amr") Optional<List<String>> amr,
        @JsonProperty("auth_time") Optional<Long> authTime) {

    /** The response for every token that is unknown, expired, revoked, or not for the caller. */
    static final Introspection INACTIVE = new Introspection(
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    /**
     * Returns the content of the token itself.
     *
     * @param tokenType empty for a refresh token
     */
    static Introspection active(AccessToken token, List<String> audience, Optional<String> tokenType, String issuer) {
        return new Introspection(
                true,
                Optional.of(String.join(" ", token.scopes())),
                Optional.of(token.client()),
                Optional.empty(),
                tokenType,
                Optional.of(token.expiresAt().getEpochSecond()),
                Optional.of(token.issuedAt().getEpochSecond()),
                Optional.empty(),
                Optional.of(audience),
                Optional.of(issuer),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /**
     * Adds the user of its grant, with the subject for the client it was issued to.
     *
     * @param named whether to include the login name, which is the same for every client
     */
    Introspection of(GrantStatus status, String sub, boolean named) {
        Proofs proofs = status.proofs();
        return new Introspection(
                active,
                scope,
                clientId,
                named ? Optional.of(status.username()) : Optional.empty(),
                tokenType,
                expiresAt,
                issuedAt,
                Optional.of(sub),
                audience,
                issuer,
                Optional.of(status.acr().orElse(proofs.acr().value())),
                Optional.of(proofs.amr()),
                Optional.of(proofs.authTime().getEpochSecond()));
    }

    /** The client itself is the subject (RFC 9068 section 2.2); there is no user. */
    Introspection ofClient() {
        return new Introspection(
                active, scope, clientId, username, tokenType, expiresAt, issuedAt, clientId, audience, issuer, acr, amr,
                authTime);
    }
}
