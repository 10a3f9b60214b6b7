package dev.albireo.protocol;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The {@link JweKey} that encrypts, and the others that decrypt too, so that a key can be replaced. */
public final class JweKeys {
    private final JweKey current;
    private final List<JweKey> accepted;

    private JweKeys(JweKey current, List<JweKey> accepted) {
        this.current = current;
        this.accepted = accepted;
    }

    /**
     * Reads the keys from base64.
     *
     * @throws IllegalArgumentException if one is not base64 of exactly 32 bytes; the message never holds a key
     */
    public static JweKeys ofBase64(String current, List<String> others) {
        JweKey now = JweKey.ofBase64(current);
        return new JweKeys(
                now,
                Stream.concat(Stream.of(now), others.stream().map(JweKey::ofBase64))
                        .toList());
    }

    /** Encrypts with the current key, as {@link JweKey#encrypt} does. */
    public String encrypt(String plain, String type) {
        return current.encrypt(plain, type);
    }

    /**
     * Decrypts with the key that the JWE names.
     *
     * @throws IllegalArgumentException if it is none of these, or for the reasons of {@link JweKey#decrypt}
     */
    public String decrypt(String encrypted, String type) {
        Optional<String> id = JweKey.idOf(encrypted);
        return accepted.stream()
                .filter(key -> id.filter(key.id()::equals).isPresent())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not a JWE of a configured key"))
                .decrypt(encrypted, type);
    }

    /** Returns whether there are keys that only decrypt. */
    public boolean hasEarlier() {
        return accepted.size() > 1;
    }

    /** Returns whether this JWE names another of these keys than the current one. */
    public boolean isOutdated(String encrypted) {
        return JweKey.idOf(encrypted)
                .filter(id -> !id.equals(current.id()))
                .filter(id -> accepted.stream().anyMatch(key -> key.id().equals(id)))
                .isPresent();
    }

    @Override
    public String toString() {
        return "JweKeys[" + current.id() + "]";
    }
}
