package dev.albireo.web;

import com.nimbusds.jwt.JWTClaimsSet;
import java.text.ParseException;
import java.util.List;

/** What the access token of somebody who administers must say; its signature, type, life and audience are checked elsewhere. */
public final class AdministratorToken {
    /** The {@code aud} of tokens for the admin API. */
    public static final String AUDIENCE = "albireo-admin";
    /** The scope that admits to the admin API. */
    public static final String SCOPE = "albireo:admin";
    /** The group whose members may administer. */
    public static final String GROUP = "administrators";

    private AdministratorToken() {}

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
