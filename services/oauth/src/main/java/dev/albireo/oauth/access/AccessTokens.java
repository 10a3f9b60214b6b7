package dev.albireo.oauth.access;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.albireo.oauth.param.Parameters;
import dev.albireo.protocol.OpaqueToken;
import dev.albireo.protocol.OpaqueToken.OpaqueTokenType;
import dev.albireo.web.InvalidToken;
import dev.albireo.web.JwtVerifier;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.text.ParseException;
import java.time.Clock;
import java.util.Date;
import java.util.Optional;
import java.util.UUID;

/** Reads access tokens that are presented to their issuer, opaque ones and JWTs (RFC 9068), whatever their audience. */
@Singleton
public class AccessTokens {
    private static final String TYPE = "at+jwt";

    private final AccessStore store;
    private final JwtVerifier tokens;
    private final Clock clock;

    AccessTokens(AccessStore store, JwtVerifier tokens, Clock clock) {
        this.store = store;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** Returns the content of the token; empty if it was not issued here, has expired, or belongs to no user's grant. */
    public Uni<Optional<UserAccessToken>> read(String token) {
        return any(token)
                .map(found -> found.filter(UserAccessToken.class::isInstance).map(UserAccessToken.class::cast));
    }

    /** As above, including tokens that a client has for itself, unless they were revoked. */
    public Uni<Optional<AccessToken>> any(String token) {
        Optional<OpaqueToken> opaque = OpaqueToken.parse(OpaqueTokenType.ACCESS, token);
        Uni<Optional<AccessToken>> found = opaque.isPresent()
                ? store.find(opaque.get(), clock.instant())
                : Uni.createFrom()
                        .deferred(() -> tokens.verify(token, TYPE))
                        .map(AccessTokens::access)
                        .onFailure(InvalidToken.class)
                        .recoverWithItem(Optional.empty());
        return found.chain(this::unlessRevoked);
    }

    private Uni<Optional<AccessToken>> unlessRevoked(Optional<AccessToken> found) {
        return found.isPresent() && found.get() instanceof ClientAccessToken access
                ? store.isRevoked(access).map(revoked -> revoked ? Optional.empty() : found)
                : Uni.createFrom().item(found);
    }

    private static Optional<AccessToken> access(JWTClaimsSet claims) {
        try {
            String grant = claims.getStringClaim("grant");
            String client = claims.getStringClaim("client_id");
            String scope = claims.getStringClaim("scope");
            Date issued = claims.getIssueTime();
            if (client == null || scope == null || issued == null) {
                return Optional.empty();
            }
            return grant == null
                    ? ofClient(claims, client, scope, issued)
                    : Optional.of(new UserAccessToken(
                            UUID.fromString(grant),
                            client,
                            Parameters.values(scope),
                            claims.getAudience(),
                            issued.toInstant(),
                            claims.getExpirationTime().toInstant()));
        } catch (ParseException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<AccessToken> ofClient(JWTClaimsSet claims, String client, String scope, Date issued) {
        if (!client.equals(claims.getSubject()) || claims.getJWTID() == null) {
            return Optional.empty();
        }
        return Optional.of(new ClientAccessToken(
                claims.getJWTID(),
                client,
                Parameters.values(scope),
                claims.getAudience(),
                issued.toInstant(),
                claims.getExpirationTime().toInstant()));
    }
}
