package dev.albireo.outbox;

import dev.albireo.protocol.SignatureKey;
import dev.albireo.secret.SecretSettings;
import dev.albireo.secret.SecretValues;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keys and signatures of events in tests; a number stands for a key. */
final class TestSignatures {
    private TestSignatures() {}

    static String key(int filling) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) filling);
        return Base64.getEncoder().encodeToString(bytes);
    }

    static String publicKey(int filling) {
        return SignatureKey.ofSeed(key(filling)).publicKey();
    }

    /** Returns those of a service that knows the public keys of these producers. */
    static EventSignatures signatures(String service, int key, Map<String, String> publicKeys) {
        Map<String, String> settings = new HashMap<>(Map.of("albireo.events.signing-key", key(key)));
        publicKeys.forEach((producer, keys) -> settings.put("albireo.events.public-keys." + producer, keys));
        SecretValues values = new SecretValues(name -> Optional.ofNullable(settings.get(name)));
        return new EventSignatures(new SecretSettings(values, List.of()), config(key, publicKeys, Map.of()), service);
    }

    static EventConfig config(int key, Map<String, String> publicKeys, Map<String, String> macKeys) {
        return new EventConfig() {
            @Override
            public String signingKey() {
                return key(key);
            }

            @Override
            public Map<String, String> publicKeys() {
                return publicKeys;
            }

            @Override
            public Map<String, String> macKeys() {
                return macKeys;
            }

            @Override
            public int tries() {
                return 3;
            }

            @Override
            public Duration poll() {
                return Duration.ofSeconds(1);
            }

            @Override
            public int batch() {
                return 200;
            }
        };
    }
}
