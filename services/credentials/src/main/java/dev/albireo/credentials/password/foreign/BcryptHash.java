package dev.albireo.credentials.password.foreign;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/** bcrypt as {@code $2a$}, {@code $2b$} or {@code $2y$}. Only the first 72 bytes of a password count, as everywhere. */
record BcryptHash(String text) implements ForeignHash {
    private static final int MAX_COST = 14;
    private static final Pattern MODULAR_CRYPT =
            Pattern.compile("\\$2[aby]\\$(0[4-9]|[1-3]\\d)\\$[./A-Za-z0-9]{21}[.Oeu][./A-Za-z0-9]{31}");

    static BcryptHash parse(String text) {
        Matcher hash = MODULAR_CRYPT.matcher(text);
        if (!hash.matches()) {
            throw new UnsupportedHash("is not bcrypt as $2a$, $2b$ or $2y$, a cost of two digits, $ and 53 characters");
        }
        UnsupportedHash.atMost(Integer.parseInt(hash.group(1)), MAX_COST, "as the cost of bcrypt");
        return new BcryptHash(text);
    }

    @Override
    public boolean matches(String password, BiPredicate<String, String> argon2) {
        return OpenBSDBCrypt.checkPassword(text, password.getBytes(UTF_8));
    }

    @Override
    public String toString() {
        return "BcryptHash[redacted]";
    }
}
