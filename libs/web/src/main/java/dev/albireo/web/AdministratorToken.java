package dev.albireo.web;

import com.nimbusds.jwt.JWTClaimsSet;
import java.text.ParseException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The required claims of an administrator's access token; its signature, type, lifetime and audience are checked elsewhere. */
public final class AdministratorToken {
    /** The {@code aud} of tokens for the admin API. */
    public static final String AUDIENCE = "albireo-admin";
    /** The scope of the admin API. */
    public static final String SCOPE = "albireo:admin";
    /** The group of the owners; three others give lesser roles ({@link AdministratorRoles}). */
    public static final String GROUP = "administrators";

    /** The claim with the time of the second factor, in seconds since 1970: a private claim, in tokens for the admin API alone. */
    public static final String SECOND_FACTOR_AT = "second_factor_at";

    private AdministratorToken() {}

    /** Returns the time of the second factor, if the token contains it. */
    public static Optional<Instant> secondFactorAt(JWTClaimsSet claims) {
        try {
            return Optional.ofNullable(claims.getLongClaim(SECOND_FACTOR_AT)).map(Instant::ofEpochSecond);
        } catch (ParseException e) {
            return Optional.empty();
        }
    }

    /** Rejects claims without the scope, a group of administrators or the second factor. */
    public static void check(JWTClaimsSet claims, AdministratorRoles roles) {
        try {
            String scope = claims.getStringClaim("scope");
            List<String> groups = claims.getStringListClaim("groups");
            if (scope == null || !List.of(scope.split(" ")).contains(SCOPE)) {
                throw Problem.FORBIDDEN.because("the access token lacks the scope " + SCOPE);
            }
            if (groups == null || roles.of(groups).isEmpty()) {
                throw Problem.FORBIDDEN.because(
                        "only members of " + GROUP + " and of the groups of albireo.roles may administer");
            }
            if (!"aal2".equals(claims.getStringClaim("acr"))) {
                throw Problem.SECOND_FACTOR_REQUIRED.because("administration requires a token with acr=aal2");
            }
        } catch (ParseException e) {
            throw Problem.FORBIDDEN.because("the access token is not one of an administrator");
        }
    }
}
