package dev.albireo.credentials.password.foreign;

import dev.albireo.credentials.password.foreign.Pbkdf2Hash.Prf;
import java.nio.ByteBuffer;

/**
 * A password of ASP.NET Identity, version 3: base64 of the byte 1, the function, the iterations and the length of the salt as big-endian
 * integers, the salt, and the hash.
 */
final class AspNetIdentityPassword {
    private static final byte VERSION = 1;
    private static final int HEADER = 13;
    private static final int MAX_BYTES = HEADER + 192;
    private static final Prf[] FUNCTIONS = {Prf.SHA1, Prf.SHA256, Prf.SHA512};

    private AspNetIdentityPassword() {}

    static Pbkdf2Hash parse(String text) {
        byte[] bytes;
        try {
            bytes = Base64Text.decode(text, "password", HEADER, MAX_BYTES);
        } catch (UnsupportedHash notBase64) {
            throw unknown();
        }
        ByteBuffer fields = ByteBuffer.wrap(bytes);
        if (fields.get() != VERSION) {
            throw unknown();
        }
        int function = fields.getInt();
        long iterations = Integer.toUnsignedLong(fields.getInt());
        int saltBytes = fields.getInt();
        if (function < 0 || function >= FUNCTIONS.length || saltBytes < 1 || saltBytes >= fields.remaining()) {
            throw unknown();
        }
        byte[] salt = new byte[saltBytes];
        fields.get(salt);
        byte[] hash = new byte[fields.remaining()];
        fields.get(hash);
        return Pbkdf2Hash.of(FUNCTIONS[function], iterations, salt, hash);
    }

    private static UnsupportedHash unknown() {
        return new UnsupportedHash("is in no supported format; docs/import.md lists them");
    }
}
