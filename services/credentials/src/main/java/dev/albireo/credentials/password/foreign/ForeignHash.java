package dev.albireo.credentials.password.foreign;

import java.util.function.BiPredicate;
import java.util.regex.Pattern;

/**
 * A password hash that another provider computed, in one of the formats of {@code docs/import.md}. Each format is parsed strictly, with
 * limits on its cost, so that no stored hash can keep a thread or the memory of this server. It is replaced at the first sign-in.
 */
public sealed interface ForeignHash
        permits Argon2Hash, BcryptHash, Pbkdf2Hash, ScryptHash, FirebaseScryptHash, SaltedShaHash {
    /** The length of the longest text that {@link #parse} reads. */
    int MAX_LENGTH = 4_096;

    /** The forms of crypt(3) and PHC strings, of LDAP (RFC 3112), Django, Keycloak and ASP.NET Identity. */
    Pattern SHAPE = Pattern.compile(
            "\\$(argon2[a-z]{0,2}|2[abxy]?|pbkdf2[a-z0-9-]*|(firebase-)?scrypt|bcrypt-sha256|md5|sha1|g?y|[156780PH])\\$\\S{8,}"
                    + "|(?i:\\{(S?MD5|S?SHA-?[0-9]{0,3}|CRYPT|BCRYPT|ARGON2|PBKDF2[A-Z0-9_-]*)})\\S{8,}"
                    + "|(pbkdf2_sha|bcrypt|argon2|scrypt|md5|sha1)[a-z0-9_]*\\$\\S*\\$\\S{16,}"
                    + "|\\{.*\"secretData\".*}"
                    + "|AQAAAA[A-Za-z0-9+/]{40,}={0,2}",
            Pattern.DOTALL);

    /**
     * Parses a hash in any of the formats.
     *
     * @throws UnsupportedHash if the text is in no supported format, is malformed, or costs too much
     */
    static ForeignHash parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new UnsupportedHash("is longer than " + MAX_LENGTH + " characters");
        }
        String hash = text.strip();
        if (hash.startsWith("{\"") || hash.startsWith("{ ") || hash.startsWith("{\n")) {
            return KeycloakCredential.parse(hash);
        }
        if (hash.startsWith("{")) {
            return LdapPassword.parse(hash);
        }
        return parsePlain(hash);
    }

    /** Parses a hash of a format that is not an envelope of others. */
    static ForeignHash parsePlain(String hash) {
        if (hash.startsWith("$argon2")) {
            return Argon2Hash.parse(hash);
        }
        if (hash.startsWith("$2")) {
            return BcryptHash.parse(hash);
        }
        if (hash.startsWith("$pbkdf2")) {
            return Pbkdf2Hash.parse(hash);
        }
        if (hash.startsWith("$scrypt$")) {
            return ScryptHash.parse(hash);
        }
        if (hash.startsWith(FirebaseScryptHash.PREFIX)) {
            return FirebaseScryptHash.parse(hash);
        }
        if (!hash.startsWith("$") && hash.indexOf('$') > 0) {
            return DjangoPassword.parse(hash);
        }
        return AspNetIdentityPassword.parse(hash);
    }

    /** Returns whether a text is so much like a hash that it cannot be meant as a password, even if its format is not supported. */
    static boolean isShapeOf(String text) {
        return SHAPE.matcher(text.strip()).matches();
    }

    /** Returns the text that is stored, which {@link #parse} reads as this hash. */
    String text();

    /**
     * Returns whether the hash was computed from this password. Slow: never call it on an event loop.
     *
     * @param argon2 verifies a PHC string of Argon2
     */
    boolean matches(String password, BiPredicate<String, String> argon2);
}
