package dev.albireo.protocol;

import java.util.List;
import java.util.stream.Stream;

/** The {@link MacKey} that computes tags, and the others whose tags are accepted too, so that a key can be replaced. */
public final class MacKeys {
    private final MacKey current;
    private final List<MacKey> accepted;

    private MacKeys(MacKey current, List<MacKey> accepted) {
        this.current = current;
        this.accepted = accepted;
    }

    /**
     * Reads the keys from base64.
     *
     * @throws IllegalArgumentException if one is not base64 of exactly 32 bytes; the message never holds a key
     */
    public static MacKeys ofBase64(String current, List<String> others) {
        MacKey now = MacKey.ofBase64(current);
        return new MacKeys(
                now,
                Stream.concat(Stream.of(now), others.stream().map(MacKey::ofBase64))
                        .toList());
    }

    /** Returns the {@link MacKey#tag} of the current key. */
    public String tag(String... parts) {
        return current.tag(parts);
    }

    /** Returns the {@link MacKey#shortTag} of the current key. */
    public String shortTag(String... parts) {
        return current.shortTag(parts);
    }

    /** Returns whether {@code tag} is that of one of the keys. */
    public boolean matches(String tag, String... parts) {
        return accepted.stream().anyMatch(key -> key.matches(tag, parts));
    }

    /** Returns whether {@code tag} is the short one of one of the keys. */
    public boolean matchesShort(String tag, String... parts) {
        return accepted.stream().anyMatch(key -> key.matchesShort(tag, parts));
    }

    @Override
    public String toString() {
        return "MacKeys[redacted]";
    }
}
