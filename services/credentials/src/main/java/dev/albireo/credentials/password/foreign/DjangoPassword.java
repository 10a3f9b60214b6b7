package dev.albireo.credentials.password.foreign;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.albireo.credentials.password.foreign.Pbkdf2Hash.Prf;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A password of Django: the name of a hasher, and its hash, such as {@code pbkdf2_sha256$600000$salt$hash}, whose salt is text. */
final class DjangoPassword {
    private static final Pattern PBKDF2 =
            Pattern.compile("pbkdf2_(sha1|sha256)\\$(\\d{1,9})\\$([^$\\s]{1,128})\\$([A-Za-z0-9+/=]+)");

    private DjangoPassword() {}

    static ForeignHash parse(String text) {
        if (text.startsWith("argon2$argon2")) {
            return Argon2Hash.parse(text.substring("argon2".length()));
        }
        if (text.startsWith("bcrypt$$2")) {
            return BcryptHash.parse(text.substring("bcrypt$".length()));
        }
        Matcher pbkdf2 = PBKDF2.matcher(text);
        if (!pbkdf2.matches()) {
            throw new UnsupportedHash(
                    "is not of Django's pbkdf2_sha256$iterations$salt$hash, pbkdf2_sha1$…, argon2$argon2id$… or bcrypt$$2b$…");
        }
        return Pbkdf2Hash.of(
                Prf.of(pbkdf2.group(1)),
                Long.parseLong(pbkdf2.group(2)),
                pbkdf2.group(3).getBytes(UTF_8),
                Base64Text.decode(pbkdf2.group(4), "hash", 1, 64));
    }
}
