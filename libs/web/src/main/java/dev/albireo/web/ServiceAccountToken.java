package dev.albireo.web;

import com.nimbusds.jwt.JWTClaimsSet;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;

/**
 * The access token of a service account: a pipeline's client, for itself, with one scope. It has no user, so it is never valid for users'
 * data. Its signature, type, lifetime and audience are checked elsewhere.
 */
public final class ServiceAccountToken {
    /** The scope of the declared resources AuthConfig and Client. */
    public static final String SCOPE = "albireo:resources";

    private ServiceAccountToken() {}

    /** Returns the account's client id; empty if the token is not that of a service account; it may be an administrator's. */
    public static Optional<String> client(JWTClaimsSet claims) {
        try {
            boolean alone = List.of(SCOPE).equals(scopes(claims));
            String client = claims.getStringClaim("client_id");
            return Optional.ofNullable(client).filter(id -> alone && id.equals(claims.getSubject()));
        } catch (ParseException e) {
            return Optional.empty();
        }
    }

    private static List<String> scopes(JWTClaimsSet claims) throws ParseException {
        String scope = claims.getStringClaim("scope");
        return scope == null ? List.of() : List.of(scope.split(" "));
    }
}
