package dev.albireo.devstack.demo;

import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.Nonce;

/** The state between the authorization request and its response; each value is random and used once. */
record PendingSignIn(SignInOption kind, State state, Nonce nonce, CodeVerifier verifier) {
    static PendingSignIn begin(SignInOption kind) {
        return new PendingSignIn(kind, new State(), new Nonce(), new CodeVerifier());
    }
}
