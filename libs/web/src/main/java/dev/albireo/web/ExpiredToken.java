package dev.albireo.web;

import com.nimbusds.jwt.JWTClaimsSet;

/** A signed token that is genuine and over. What it says is believed for starting anew and for nothing else. */
public final class ExpiredToken extends InvalidToken {
    private static final long serialVersionUID = 1;
    private final transient JWTClaimsSet claims;

    ExpiredToken(JWTClaimsSet claims) {
        super("the token is over");
        this.claims = claims;
    }

    public JWTClaimsSet claims() {
        return claims;
    }
}
