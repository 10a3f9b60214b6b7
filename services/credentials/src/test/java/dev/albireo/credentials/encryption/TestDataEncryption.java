package dev.albireo.credentials.encryption;

import dev.albireo.protocol.DataKeys;
import dev.albireo.protocol.JweKeys;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** {@link DataEncryption} with given keys, as another configuration of the service would have. */
public final class TestDataEncryption {
    private TestDataEncryption() {}

    /** Returns an encryption that encrypts with this key and still decrypts with the earlier ones. */
    public static DataEncryption keys(String current, String... earlier) {
        DataKeys data = DataKeys.ofBase64(current, List.of(earlier));
        JweKeys delivery = JweKeys.ofBase64(key(99), List.of());
        return new DataEncryption(() -> data, () -> delivery, new SecureRandom());
    }

    /** Returns a key of 32 times this byte. */
    public static String key(int fill) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) fill);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
