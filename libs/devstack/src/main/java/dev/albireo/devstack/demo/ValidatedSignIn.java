package dev.albireo.devstack.demo;

import java.util.Map;

/**
 * The result of a sign-in whose ID token is valid.
 *
 * @param claims the claims of the ID token, in the token's order
 * @param userInfo the claims of the UserInfo endpoint about the same user
 * @param scope the granted scope
 */
record ValidatedSignIn(
        SignInOption kind, String idToken, Map<String, Object> claims, Map<String, Object> userInfo, String scope) {}
