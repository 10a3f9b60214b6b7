package dev.albireo.web;

import com.nimbusds.jwt.JWTClaimsSet;

/** An authentic signed token that has expired. Its claims may only be used to start again. */
public final class ExpiredToken extends InvalidToken {
    private static final long serialVersionUID = 1;
    private final transient JWTClaimsSet claims;

    ExpiredToken(JWTClaimsSet claims) {
        super("the token has expired");
        this.claims = claims;
    }

    public JWTClaimsSet claims() {
        return claims;
    }
}
