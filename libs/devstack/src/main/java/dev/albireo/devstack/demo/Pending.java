package dev.albireo.devstack.demo;

import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.Nonce;

/** What must be remembered between sending a person to the provider and their return; each value is new and used once. */
record Pending(SignIn kind, State state, Nonce nonce, CodeVerifier verifier) {
    static Pending begin(SignIn kind) {
        return new Pending(kind, new State(), new Nonce(), new CodeVerifier());
    }
}
