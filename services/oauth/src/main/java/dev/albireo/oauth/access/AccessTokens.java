package dev.albireo.oauth.access;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.albireo.oauth.param.Parameters;
import dev.albireo.protocol.Opaque;
import dev.albireo.protocol.Opaque.Kind;
import dev.albireo.web.InvalidToken;
import dev.albireo.web.SignedTokens;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.text.ParseException;
import java.time.Clock;
import java.util.Date;
import java.util.Optional;
import java.util.UUID;

/** Reads access tokens that come back to the server that gave them, opaque ones and JWTs (RFC 9068), whoever else they are for. */
@Singleton
public class AccessTokens {
    private static final String TYPE = "at+jwt";

    private final AccessStore store;
    private final SignedTokens tokens;
    private final Clock clock;

    AccessTokens(AccessStore store, SignedTokens tokens, Clock clock) {
        this.store = store;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** What the token says; empty where it is none of ours, is over, or was given to a service. */
    public Uni<Optional<Access>> read(String token) {
        Optional<Opaque> opaque = Opaque.parse(Kind.ACCESS, token);
        if (opaque.isPresent()) {
            return store.find(opaque.get(), clock.instant());
        }
        return Uni.createFrom()
                .deferred(() -> tokens.verify(token, TYPE))
                .map(AccessTokens::access)
                .onFailure(InvalidToken.class)
                .recoverWithItem(Optional.empty());
    }

    private static Optional<Access> access(JWTClaimsSet claims) {
        try {
            String grant = claims.getStringClaim("grant");
            String client = claims.getStringClaim("client_id");
            String scope = claims.getStringClaim("scope");
            Date issued = claims.getIssueTime();
            if (grant == null || client == null || scope == null || issued == null) {
                return Optional.empty();
            }
            return Optional.of(new Access(
                    UUID.fromString(grant),
                    client,
                    Parameters.words(scope),
                    claims.getAudience(),
                    issued.toInstant(),
                    claims.getExpirationTime().toInstant()));
        } catch (ParseException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
