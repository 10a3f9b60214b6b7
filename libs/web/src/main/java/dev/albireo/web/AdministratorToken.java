package dev.albireo.web;

import com.nimbusds.jwt.JWTClaimsSet;
import java.text.ParseException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the access token of somebody who administers must say; its signature, type, life and audience are checked elsewhere. */
public final class AdministratorToken {
    /** The {@code aud} of tokens for the admin API. */
    public static final String AUDIENCE = "albireo-admin";
    /** The scope that admits to the admin API. */
    public static final String SCOPE = "albireo:admin";
    /** The group whose members may administer. */
    public static final String GROUP = "administrators";

    /** The claim that says when the second factor was proved, in seconds since 1970: our own, in tokens for the admin API alone. */
    public static final String SECOND_FACTOR_AT = "second_factor_at";

    private AdministratorToken() {}

    /** When the second factor was proved, where the token says. */
    public static Optional<Instant> secondFactorAt(JWTClaimsSet claims) {
        try {
            return Optional.ofNullable(claims.getLongClaim(SECOND_FACTOR_AT)).map(Instant::ofEpochSecond);
        } catch (ParseException e) {
            return Optional.empty();
        }
    }

    /** Refuses claims that lack the scope, the group or the second factor. */
    public static void check(JWTClaimsSet claims) {
        try {
            String scope = claims.getStringClaim("scope");
            List<String> groups = claims.getStringListClaim("groups");
            if (scope == null || !List.of(scope.split(" ")).contains(SCOPE)) {
                throw Problem.FORBIDDEN.because("the access token lacks the scope " + SCOPE);
            }
            if (groups == null || !groups.contains(GROUP)) {
                throw Problem.FORBIDDEN.because("only members of " + GROUP + " may administer");
            }
            if (!"aal2".equals(claims.getStringClaim("acr"))) {
                throw Problem.SECOND_FACTOR_REQUIRED.because("administering needs acr=aal2");
            }
        } catch (ParseException e) {
            throw Problem.FORBIDDEN.because("the access token is not one of an administrator");
        }
    }
}
