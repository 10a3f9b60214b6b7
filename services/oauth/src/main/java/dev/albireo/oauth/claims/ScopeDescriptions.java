package dev.albireo.oauth.claims;

import java.util.Map;

/** The meaning of a scope in plain words. */
public record ScopeDescriptions(String title, String meaning) {
    private static final Map<String, ScopeDescriptions> KNOWN = Map.ofEntries(
            Map.entry(
                    "openid",
                    new ScopeDescriptions(
                            "Confirm your identity", "The application receives an identifier of your account.")),
            Map.entry(
                    "profile",
                    new ScopeDescriptions(
                            "See your profile", "Your name, username, picture and other details of your profile.")),
            Map.entry("email", new ScopeDescriptions("See your email address", "Including whether it is verified.")),
            Map.entry("phone", new ScopeDescriptions("See your phone number", "Including whether it is verified.")),
            Map.entry("address", new ScopeDescriptions("See your postal address", "The address in your profile.")),
            Map.entry("groups", new ScopeDescriptions("See your groups", "The names of the groups you belong to.")),
            Map.entry(
                    "offline_access",
                    new ScopeDescriptions(
                            "Keep access after you sign out",
                            "The application keeps this access until you remove it.")),
            Map.entry(
                    "admin",
                    new ScopeDescriptions(
                            "Administer on your behalf", "It can change settings that affect other users.")),
            Map.entry("payment", new ScopeDescriptions("Make payments on your behalf", "It can spend your money.")),
            Map.entry(
                    "transfer",
                    new ScopeDescriptions("Make transfers on your behalf", "It can transfer your money or goods.")),
            Map.entry(
                    "delete",
                    new ScopeDescriptions("Delete data on your behalf", "Deleted data may not be recoverable.")),
            Map.entry(
                    "albireo:admin",
                    new ScopeDescriptions("Administer Albireo", "It can change users and applications.")));

    /** Returns the words for this scope; an unknown scope is described by its name. */
    public static ScopeDescriptions of(String scope) {
        return KNOWN.getOrDefault(
                scope, new ScopeDescriptions(scope, "The application has not described this permission."));
    }
}
