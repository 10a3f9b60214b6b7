package dev.albireo.protocol;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import java.text.ParseException;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;

/**
 * A 256-bit key that encrypts secrets which one service sends to another over a topic: compact JWE, {@code dir} with
 * {@code A256GCM} (RFC 7516; RFC 7518 sections 4.5 and 5.3). The header's {@code typ} names the kind of the content; a
 * JWE of one kind is never decrypted as another.
 */
public final class JweKey {
    private static final int BYTES = 32;
    private final SecretKeySpec key;
    private final String id;

    private JweKey(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
        this.id = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Sha256.digest(key))
                .substring(0, 8);
    }

    /**
     * Reads the key from base64.
     *
     * @throws IllegalArgumentException if it is not base64 of exactly 32 bytes; the message never holds the key
     */
    public static JweKey ofBase64(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("a key must be base64");
        }
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a key must be 32 bytes in base64, this one is " + bytes.length);
        }
        return new JweKey(bytes);
    }

    /** Returns the identifier of the key that encrypted a JWE, if it is one. */
    static Optional<String> idOf(String encrypted) {
        try {
            return Optional.ofNullable(CompactJose.jwe(encrypted).getHeader().getKeyID());
        } catch (ParseException e) {
            return Optional.empty();
        }
    }

    /** Returns an identifier that does not disclose the key; in the header of each JWE. */
    String id() {
        return id;
    }

    /** Encrypts the text as a compact JWE of this type. */
    public String encrypt(String plain, String type) {
        JWEHeader header = new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM)
                .type(new JOSEObjectType(type))
                .keyID(id)
                .build();
        JWEObject jwe = new JWEObject(header, new Payload(plain));
        try {
            jwe.encrypt(new DirectEncrypter(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("AES-GCM is part of every JDK", e);
        }
        return jwe.serialize();
    }

    /**
     * Decrypts a JWE that {@link #encrypt} returned.
     *
     * @throws IllegalArgumentException if it is not a JWE of this key and type, or was altered
     */
    public String decrypt(String encrypted, String type) {
        try {
            JWEObject jwe = CompactJose.jwe(encrypted);
            boolean ours = JWEAlgorithm.DIR.equals(jwe.getHeader().getAlgorithm())
                    && EncryptionMethod.A256GCM.equals(jwe.getHeader().getEncryptionMethod())
                    && new JOSEObjectType(type).equals(jwe.getHeader().getType());
            if (!ours) {
                throw new IllegalArgumentException("not a JWE of type " + type);
            }
            jwe.decrypt(new DirectDecrypter(key));
            return jwe.getPayload().toString();
        } catch (ParseException | JOSEException e) {
            throw new IllegalArgumentException("not a JWE of the key " + id, e);
        }
    }

    @Override
    public String toString() {
        return "JweKey[" + id + "]";
    }
}
