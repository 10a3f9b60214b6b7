package dev.albireo.protocol;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The hash chain of the audit trail (decision 35). The hash of a record is SHA-256 of the hash of the record before it and of its own content,
 * in which each value that can be about a user is replaced by a salted digest: so a value can be erased without breaking the chain, and its
 * digest does not tell it. All hashes, digests and salts are base64url without padding. It needs the JDK alone, because those who verify an
 * export have nothing else.
 */
public final class AuditChain {
    /** The values of a record that can be about a user. */
    public static final List<String> PERSONAL = List.of("actor", "target", "address", "detail");

    /** The suffix of the salt of one value, in {@link Personal#erased}. */
    public static final String SALT = ".salt";

    private static final String CHAIN = "albireo.audit-chain.v1";
    private static final String RECORD = "albireo.audit-record.v1";
    private static final String LINK = "albireo.audit-link.v1";
    private static final int SALT_BYTES = 16;
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private AuditChain() {}

    /**
     * The values of a record that can be about a user.
     *
     * @param salt of the record; null after an erasure
     * @param erased after an erasure: for each erased value its digest, and for each other one, with the suffix {@link #SALT}, its salt
     */
    public record Personal(
            @Nullable String actor,
            @Nullable String target,
            @Nullable String address,
            Map<String, String> detail,
            @Nullable String salt,
            Map<String, String> erased) {
        public Personal {
            detail = Map.copyOf(detail);
            erased = Map.copyOf(erased);
        }

        /** Returns the salted digest of one of the {@link #PERSONAL} values. */
        public String digest(String name) {
            String known = erased.get(name);
            return known != null ? known : hash(parts(name));
        }

        /** Returns the salt of one of the {@link #PERSONAL} values; empty if there is none. */
        public String salt(String name) {
            String own = erased.get(name + SALT);
            if (own != null) {
                return own;
            }
            return salt == null ? "" : hash(List.of(salt, name));
        }

        private List<String> parts(String name) {
            List<String> parts = new ArrayList<>(List.of(salt(name)));
            switch (name) {
                case "actor" -> add(parts, actor);
                case "target" -> add(parts, target);
                case "address" -> add(parts, address);
                default ->
                    new TreeMap<>(detail).forEach((key, value) -> {
                        parts.add(key);
                        parts.add(value);
                    });
            }
            return parts;
        }

        private static void add(List<String> parts, @Nullable String value) {
            if (value != null) {
                parts.add(value);
            }
        }

        /** Returns what {@link #erased} becomes when these values are erased; the salt of the record is erased with them. */
        public Map<String, String> erasing(List<String> names) {
            Map<String, String> all = new TreeMap<>();
            for (String name : PERSONAL) {
                if (names.contains(name) || erased.containsKey(name)) {
                    all.put(name, digest(name));
                } else {
                    all.put(name + SALT, salt(name));
                }
            }
            return all;
        }
    }

    /** Returns a new salt of a record. */
    public static String newSalt(SecureRandom random) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return BASE64URL.encodeToString(salt);
    }

    /** Returns the hash that the first record of a chain refers to. */
    public static String start(String chain) {
        return hash(List.of(CHAIN, chain));
    }

    /** Returns the digest of the content of a record, the place in its chain included. */
    public static String content(
            String chain, long sequence, String eventId, Instant at, String action, String outcome, Personal personal) {
        List<String> parts = new ArrayList<>(List.of(
                RECORD, chain, Long.toString(sequence), eventId, stored(at).toString(), action, outcome));
        PERSONAL.forEach(name -> parts.add(personal.digest(name)));
        return hash(parts);
    }

    /** Returns the hash of a record with this content after the record with the hash {@code previous}. */
    public static String link(String previous, String content) {
        return hash(List.of(LINK, previous, content));
    }

    /** Returns the time as the database stores it, in microseconds. */
    public static Instant stored(Instant at) {
        return at.truncatedTo(ChronoUnit.MICROS);
    }

    private static String hash(List<String> parts) {
        return BASE64URL.encodeToString(Sha256.digest(LengthPrefixed.joinTexts(parts)));
    }
}
