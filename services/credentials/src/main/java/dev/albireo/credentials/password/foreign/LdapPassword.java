package dev.albireo.credentials.password.foreign;

import dev.albireo.credentials.password.foreign.SaltedShaHash.Scheme;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The value of {@code userPassword} (RFC 3112): a scheme in braces, and a hash. */
final class LdapPassword {
    private static final Pattern VALUE = Pattern.compile("\\{([A-Za-z0-9-]{1,20})}(\\S+)");

    private LdapPassword() {}

    static ForeignHash parse(String text) {
        Matcher value = VALUE.matcher(text);
        if (!value.matches()) {
            throw new UnsupportedHash("is neither {SCHEME} and a hash nor JSON");
        }
        String hash = value.group(2);
        return switch (value.group(1).toUpperCase(Locale.ROOT)) {
            case "SSHA" -> SaltedShaHash.parse(Scheme.SSHA, hash);
            case "SSHA256" -> SaltedShaHash.parse(Scheme.SSHA256, hash);
            case "SSHA512" -> SaltedShaHash.parse(Scheme.SSHA512, hash);
            case "ARGON2" -> Argon2Hash.parse(hash);
            case "CRYPT", "BCRYPT" -> BcryptHash.parse(hash);
            default ->
                throw new UnsupportedHash(
                        "has another scheme than {SSHA}, {SSHA256}, {SSHA512}, {ARGON2}, or {CRYPT} with bcrypt");
        };
    }
}
