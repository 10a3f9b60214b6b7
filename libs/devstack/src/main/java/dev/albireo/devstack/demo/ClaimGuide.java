package dev.albireo.devstack.demo;

import java.util.Map;

/** Describes each claim that an ID token of Albireo may contain, in one plain sentence. */
final class ClaimGuide {
    private static final String UNKNOWN = "Not a standard claim; specific to this provider.";

    private static final Map<String, String> MEANINGS = Map.ofEntries(
            Map.entry("iss", "The issuer: the URL of the provider, compared with the trusted one."),
            Map.entry("sub", "The user, as an identifier that never changes and is never reassigned."),
            Map.entry("aud", "The audience: the client id of this shop."),
            Map.entry("exp", "After this moment the token must not be accepted."),
            Map.entry("iat", "When the token was issued."),
            Map.entry("nbf", "Before this moment the token must not be accepted."),
            Map.entry("nonce", "The random value of the request, which ties the token to it."),
            Map.entry("azp", "The client that requested the token."),
            Map.entry("at_hash", "The hash of the access token, which ties it to this ID token."),
            Map.entry("c_hash", "The hash of the authorization code, which ties it to this ID token."),
            Map.entry("sid", "The login session, which a sign-out refers to."),
            Map.entry("jti", "The identifier of this token."),
            Map.entry("name", "The full name of the user, for display."),
            Map.entry("given_name", "First name."),
            Map.entry("family_name", "Last name."),
            Map.entry("preferred_username", "The name that the user prefers; it may change, so it is not a key."),
            Map.entry("email", "The email address of the user; it may change, so it is not a key."),
            Map.entry("email_verified", "Whether the email address is verified."),
            Map.entry("updated_at", "When these claims last changed."),
            Map.entry("mfa_verified", "Whether a second factor was used in this session."),
            Map.entry("groups", "The groups of the user."),
            Map.entry("locale", "The preferred language of the user."),
            Map.entry("zoneinfo", "The time zone of the user."));

    private ClaimGuide() {}

    static String meaning(String claim) {
        return MEANINGS.getOrDefault(claim, UNKNOWN);
    }
}
