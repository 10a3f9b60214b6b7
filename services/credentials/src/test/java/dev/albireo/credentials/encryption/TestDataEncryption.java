package dev.albireo.credentials.encryption;

import dev.albireo.protocol.DataKeys;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** {@link DataEncryption} with given keys, as another configuration of the service would have. */
public final class TestDataEncryption {
    private TestDataEncryption() {}

    /** Returns an encryption that encrypts with this key and still decrypts with the earlier ones. */
    public static DataEncryption keys(String current, String... earlier) {
        DataKeyConfig config = new DataKeyConfig() {
            @Override
            public String data() {
                return current;
            }

            @Override
            public Optional<List<String>> dataEarlier() {
                return Optional.of(List.of(earlier));
            }

            @Override
            public String delivery() {
                return key(99);
            }
        };
        return new DataEncryption(DataKeys.ofBase64(current, List.of(earlier)), config, new SecureRandom());
    }

    /** Returns a key of 32 times this byte. */
    public static String key(int fill) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) fill);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
