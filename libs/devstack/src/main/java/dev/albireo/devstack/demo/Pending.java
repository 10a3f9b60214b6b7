package dev.albireo.devstack.demo;

import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.Nonce;

/** The state between the authorization request and its response; each value is random and used once. */
record Pending(SignIn kind, State state, Nonce nonce, CodeVerifier verifier) {
    static Pending begin(SignIn kind) {
        return new Pending(kind, new State(), new Nonce(), new CodeVerifier());
    }
}
