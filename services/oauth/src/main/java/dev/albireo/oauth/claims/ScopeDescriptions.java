package dev.albireo.oauth.claims;

import java.util.Map;

/** The meaning of a scope in plain words. */
public record ScopeDescriptions(String title, String meaning) {
    private static final Map<String, ScopeDescriptions> KNOWN = Map.ofEntries(
            Map.entry(
                    "openid",
                    new ScopeDescriptions(
                            "Know who you are", "It gets an identifier that is always the same for you.")),
            Map.entry(
                    "profile",
                    new ScopeDescriptions(
                            "See your profile", "Your name, username, picture and what else you filled in.")),
            Map.entry("email", new ScopeDescriptions("See your email address", "And whether it was verified.")),
            Map.entry("phone", new ScopeDescriptions("See your phone number", "And whether it was verified.")),
            Map.entry("address", new ScopeDescriptions("See your postal address", "As you filled it in.")),
            Map.entry("groups", new ScopeDescriptions("See your groups", "The names of the groups you belong to.")),
            Map.entry(
                    "offline_access",
                    new ScopeDescriptions(
                            "Stay connected",
                            "It keeps this access also after you signed out, until you take it back.")),
            Map.entry(
                    "admin",
                    new ScopeDescriptions(
                            "Administer in your name", "It may change settings that concern others too.")),
            Map.entry("payment", new ScopeDescriptions("Make payments in your name", "It may spend your money.")),
            Map.entry(
                    "transfer",
                    new ScopeDescriptions("Make transfers in your name", "It may move money or goods of yours.")),
            Map.entry(
                    "delete",
                    new ScopeDescriptions("Delete things in your name", "What it deletes may be gone for good.")),
            Map.entry(
                    "albireo:admin",
                    new ScopeDescriptions("Administer Albireo", "It may change users and applications.")));

    /** Returns the words for this scope; an unknown scope is described by its name. */
    public static ScopeDescriptions of(String scope) {
        return KNOWN.getOrDefault(
                scope, new ScopeDescriptions(scope, "The application asked for this by its own name."));
    }
}
