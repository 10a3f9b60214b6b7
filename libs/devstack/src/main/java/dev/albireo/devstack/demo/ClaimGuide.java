package dev.albireo.devstack.demo;

import java.util.Map;

/** Describes each claim that an ID token of Albireo may contain, in one plain sentence. */
final class ClaimGuide {
    private static final String UNKNOWN = "Not one of the standard claims; the provider's own.";

    private static final Map<String, String> MEANINGS = Map.ofEntries(
            Map.entry("iss", "Who vouches for all this: the provider's address, checked against the one we trust."),
            Map.entry("sub", "The person, as a name that never changes and is given to nobody else."),
            Map.entry("aud", "Whom the token is for: this shop's client id, and nobody else's."),
            Map.entry("exp", "After this moment the token must not be accepted."),
            Map.entry("iat", "When the token was made."),
            Map.entry("nbf", "Before this moment the token must not be accepted."),
            Map.entry(
                    "nonce",
                    "The random value the shop sent along; it proves that the answer is to this very request."),
            Map.entry("azp", "The client that asked for the token."),
            Map.entry("at_hash", "Ties the access token to this ID token, so that neither can be swapped."),
            Map.entry("c_hash", "Ties the authorization code to this ID token."),
            Map.entry("sid", "The login session, so that a sign-out can name it."),
            Map.entry("jti", "This token's own number."),
            Map.entry("name", "The person's full name, as it is to be shown."),
            Map.entry("given_name", "First name."),
            Map.entry("family_name", "Last name."),
            Map.entry("preferred_username", "What the person likes to be called here; it may change, so it is no key."),
            Map.entry("email", "Where the person can be written to; it may change, so it is no key."),
            Map.entry("email_verified", "Whether the person has shown that this address is theirs."),
            Map.entry("updated_at", "When these facts about the person last changed."),
            Map.entry("mfa_verified", "Whether a second factor was used in this session."),
            Map.entry("groups", "The groups the person belongs to."),
            Map.entry("locale", "The language the person prefers."),
            Map.entry("zoneinfo", "The person's time zone."));

    private ClaimGuide() {}

    static String meaning(String claim) {
        return MEANINGS.getOrDefault(claim, UNKNOWN);
    }
}
