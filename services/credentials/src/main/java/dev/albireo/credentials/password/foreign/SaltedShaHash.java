package dev.albireo.credentials.password.foreign;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.function.BiPredicate;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;

/** A salted hash of LDAP servers (RFC 3112): {@code {SSHA}}, {@code {SSHA256}} or {@code {SSHA512}} and base64 of the digest and the salt. */
@SuppressWarnings("ArrayRecordComponent") // compared by matches alone
record SaltedShaHash(Scheme scheme, byte[] digest, byte[] salt) implements ForeignHash {
    private static final int MAX_SALT = 64;

    /** The hash functions. */
    enum Scheme {
        SSHA,
        SSHA256,
        SSHA512;

        private Digest function() {
            return switch (this) {
                case SSHA -> new SHA1Digest();
                case SSHA256 -> new SHA256Digest();
                case SSHA512 -> new SHA512Digest();
            };
        }
    }

    /** Parses what follows the name of the scheme. */
    static SaltedShaHash parse(Scheme scheme, String base64) {
        int size = scheme.function().getDigestSize();
        byte[] bytes = Base64Text.decode(base64, "digest and salt", size + 1, size + MAX_SALT);
        return new SaltedShaHash(scheme, Arrays.copyOf(bytes, size), Arrays.copyOfRange(bytes, size, bytes.length));
    }

    @Override
    public String text() {
        byte[] bytes = Arrays.copyOf(digest, digest.length + salt.length);
        System.arraycopy(salt, 0, bytes, digest.length, salt.length);
        return "{" + scheme + "}" + Base64Text.encode(bytes);
    }

    @Override
    public boolean matches(String password, BiPredicate<String, String> argon2) {
        byte[] text = password.getBytes(UTF_8);
        Digest function = scheme.function();
        function.update(text, 0, text.length);
        function.update(salt, 0, salt.length);
        byte[] computed = new byte[function.getDigestSize()];
        function.doFinal(computed, 0);
        return org.bouncycastle.util.Arrays.constantTimeAreEqual(computed, digest);
    }

    @Override
    public String toString() {
        return "SaltedShaHash[redacted]";
    }
}
