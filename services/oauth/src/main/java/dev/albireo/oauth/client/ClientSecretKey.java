package dev.albireo.oauth.client;

import dev.albireo.protocol.MacKeys;
import dev.albireo.secret.SecretSettings;
import jakarta.inject.Singleton;
import java.util.function.Supplier;

/** The keys of stored client secrets ({@link SecretConfig}). Each use has a purpose as its first part. */
@Singleton
public class ClientSecretKey {
    private final Supplier<MacKeys> keys;

    ClientSecretKey(SecretSettings secrets) {
        this.keys = secrets.keys("albireo.keys.secrets", MacKeys::ofBase64);
    }

    /** Returns the tag of these parts, of the current key. */
    public String tag(String... parts) {
        return keys.get().tag(parts);
    }

    /** Returns whether {@code tag} is the tag of these parts, of the current key or an earlier one; compares in constant time. */
    public boolean matches(String tag, String... parts) {
        return keys.get().matches(tag, parts);
    }
}
