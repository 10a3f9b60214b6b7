package dev.albireo.protocol;

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The {@link DataKey} that seals now, and the earlier ones that still open what they sealed: so a key can be replaced. */
public final class DataKeys {
    private final DataKey current;
    private final Map<String, DataKey> byId;

    private DataKeys(DataKey current, Map<String, DataKey> byId) {
        this.current = current;
        this.byId = Map.copyOf(byId);
    }

    /**
     * The keys written in base64.
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

    /** What was sealed, and the id of the key that did; both are stored. */
    public record Sealed(String keyId, byte[] bytes) {}

    public Sealed seal(byte[] plain, String context, SecureRandom random) {
        return new Sealed(current.id(), current.seal(plain, context, random));
    }

    /**
     * What {@link #seal} was given.
     *
     * @throws IllegalStateException if its key is not among these, or the context is another
     */
    public byte[] open(Sealed sealed, String context) {
        DataKey key = byId.get(sealed.keyId());
        if (key == null) {
            throw new IllegalStateException("no configured key has the id " + sealed.keyId());
        }
        return key.open(sealed.bytes(), context);
    }

    /** Whether the key of this id is among these. */
    public boolean opens(String keyId) {
        return byId.containsKey(keyId);
    }

    /** The id of the key that seals now. */
    public String currentId() {
        return current.id();
    }
}
