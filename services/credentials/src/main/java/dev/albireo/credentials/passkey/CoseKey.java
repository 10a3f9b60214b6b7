package dev.albireo.credentials.passkey;

import com.yubico.webauthn.RegisteredCredential;
import com.yubico.webauthn.data.ByteArray;
import com.yubico.webauthn.data.COSEAlgorithmIdentifier;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** The public key of a credential in COSE form (RFC 9052 section 7), from that form or from X.509 SubjectPublicKeyInfo. */
final class CoseKey {
    private static final int SEQUENCE = 0x30;
    private static final int MIN_RSA_BITS = 2048;
    private static final int P256_BYTES = 32;
    private static final String P256_OID = "1.2.840.10045.3.1.7";

    private static final Set<COSEAlgorithmIdentifier> ALGORITHMS =
            Set.of(COSEAlgorithmIdentifier.ES256, COSEAlgorithmIdentifier.EdDSA, COSEAlgorithmIdentifier.RS256);

    private CoseKey() {}

    /** Returns the key in COSE form; empty unless it is a valid one of ES256 (P-256), EdDSA (Ed25519) or RS256 with 2048 bits or more. */
    static Optional<ByteArray> of(byte[] key) {
        try {
            ByteArray cose = new ByteArray(key.length > 0 && key[0] == SEQUENCE ? ofX509(key) : key);
            return isAccepted(cose) ? Optional.of(cose) : Optional.empty();
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static boolean isAccepted(ByteArray cose) throws GeneralSecurityException, IOException {
        if (COSEAlgorithmIdentifier.fromPublicKey(cose)
                .filter(ALGORITHMS::contains)
                .isEmpty()) {
            return false;
        }
        PublicKey key = RegisteredCredential.builder()
                .credentialId(new ByteArray(new byte[] {0}))
                .userHandle(new ByteArray(new byte[] {0}))
                .publicKeyCose(cose)
                .build()
                .getParsedPublicKey();
        return switch (key) {
            case RSAPublicKey rsa -> rsa.getModulus().bitLength() >= MIN_RSA_BITS;
            case ECPublicKey ec -> isP256(ec);
            default -> true;
        };
    }

    private static boolean isP256(ECPublicKey key) {
        return key.getParams().getOrder().bitLength() == 8 * P256_BYTES
                && key.getParams().toString().contains(P256_OID);
    }

    private static byte[] ofX509(byte[] der) throws GeneralSecurityException {
        for (String algorithm : new String[] {"EC", "RSA", "Ed25519"}) {
            try {
                return cose(KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(der)), der);
            } catch (GeneralSecurityException e) {
                // one of the next
            }
        }
        throw new GeneralSecurityException("neither EC, RSA nor Ed25519");
    }

    private static byte[] cose(PublicKey key, byte[] der) throws GeneralSecurityException {
        ByteArrayOutputStream cbor = new ByteArrayOutputStream();
        switch (key) {
            case ECPublicKey ec
            when isP256(ec) -> {
                cbor.writeBytes(new byte[] {(byte) 0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21});
                bytes(cbor, unsigned(ec.getW().getAffineX(), P256_BYTES));
                cbor.write(0x22);
                bytes(cbor, unsigned(ec.getW().getAffineY(), P256_BYTES));
            }
            case RSAPublicKey rsa -> {
                cbor.writeBytes(new byte[] {(byte) 0xa4, 0x01, 0x03, 0x03, 0x39, 0x01, 0x00, 0x20});
                bytes(cbor, unsigned(rsa.getModulus(), (rsa.getModulus().bitLength() + 7) / 8));
                cbor.write(0x21);
                bytes(
                        cbor,
                        unsigned(
                                rsa.getPublicExponent(),
                                (rsa.getPublicExponent().bitLength() + 7) / 8));
            }
            case ECPublicKey other -> throw new GeneralSecurityException("not P-256: " + other.getParams());
            default -> {
                cbor.writeBytes(new byte[] {(byte) 0xa4, 0x01, 0x01, 0x03, 0x27, 0x20, 0x06, 0x21});
                bytes(cbor, Arrays.copyOfRange(der, der.length - P256_BYTES, der.length));
            }
        }
        return cbor.toByteArray();
    }

    private static byte[] unsigned(BigInteger value, int length) {
        byte[] bytes = value.toByteArray();
        byte[] padded = new byte[length];
        int from = Math.max(0, bytes.length - length);
        System.arraycopy(bytes, from, padded, length - (bytes.length - from), bytes.length - from);
        return padded;
    }

    /** A byte string (RFC 8949 section 3.1, major type 2). */
    private static void bytes(ByteArrayOutputStream cbor, byte[] bytes) {
        if (bytes.length < 24) {
            cbor.write(0x40 + bytes.length);
        } else if (bytes.length < 256) {
            cbor.write(0x58);
            cbor.write(bytes.length);
        } else {
            cbor.write(0x59);
            cbor.write(bytes.length >> 8);
            cbor.write(bytes.length & 0xff);
        }
        cbor.writeBytes(bytes);
    }
}
