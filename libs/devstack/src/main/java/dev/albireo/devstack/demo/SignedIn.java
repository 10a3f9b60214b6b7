package dev.albireo.devstack.demo;

import java.util.Map;

/**
 * The result of a sign-in whose ID token was found valid.
 *
 * @param claims of the ID token, in the token's order
 * @param userInfo what the UserInfo endpoint says about the same person
 * @param scope what was granted
 */
record SignedIn(SignIn kind, String idToken, Map<String, Object> claims, Map<String, Object> userInfo, String scope) {}
