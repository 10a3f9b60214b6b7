package dev.albireo.oauth.client;

import dev.albireo.protocol.MacKey;
import jakarta.inject.Singleton;

/** The key of stored client secrets, of the secrets of services, and of pairwise subjects. Each use has a purpose as its first part. */
@Singleton
public class ClientSecretKey {
    private final MacKey key;

    ClientSecretKey(SecretConfig config) {
        this.key = MacKey.ofBase64(config.secrets());
    }

    /** Returns the tag of these parts. */
    public String tag(String... parts) {
        return key.tag(parts);
    }

    /** Returns whether {@code tag} is the tag of these parts; compares in constant time. */
    public boolean matches(String tag, String... parts) {
        return key.matches(tag, parts);
    }
}
