package dev.albireo.protocol;

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The {@link DataKey} that encrypts, and the earlier ones that still decrypt, so that a key can be replaced. */
public final class DataKeys {
    private final DataKey current;
    private final Map<String, DataKey> byId;

    private DataKeys(DataKey current, Map<String, DataKey> byId) {
        this.current = current;
        this.byId = Map.copyOf(byId);
    }

    /**
     * Reads the keys from base64.
     *
     * @throws IllegalArgumentException if one is not base64 of exactly 32 bytes; the message never holds a key
     */
    public static DataKeys ofBase64(String current, List<String> earlier) {
        DataKey now = DataKey.ofBase64(current);
        Map<String, DataKey> byId = new HashMap<>();
        earlier.stream().map(DataKey::ofBase64).forEach(key -> byId.put(key.id(), key));
        byId.put(now.id(), now);
        return new DataKeys(now, byId);
    }

    /** An encrypted value and the id of its key; both are stored. */
    public record EncryptedValue(String keyId, byte[] bytes) {}

    public EncryptedValue encrypt(byte[] plain, String context, SecureRandom random) {
        return new EncryptedValue(current.id(), current.encrypt(plain, context, random));
    }

    /**
     * Decrypts a value that {@link #encrypt} returned.
     *
     * @throws IllegalStateException if its key is not among these, or the context differs
     */
    public byte[] decrypt(EncryptedValue encrypted, String context) {
        DataKey key = byId.get(encrypted.keyId());
        if (key == null) {
            throw new IllegalStateException("no configured key has the id " + encrypted.keyId());
        }
        return key.decrypt(encrypted.bytes(), context);
    }

    /** Returns whether these keys include the one with this id. */
    public boolean includes(String keyId) {
        return byId.containsKey(keyId);
    }

    /** Returns the ids of the keys that only decrypt. */
    public List<String> earlierIds() {
        return byId.keySet().stream().filter(id -> !id.equals(current.id())).toList();
    }

    /** Returns the id of the key that encrypts new values. */
    public String currentId() {
        return current.id();
    }
}
