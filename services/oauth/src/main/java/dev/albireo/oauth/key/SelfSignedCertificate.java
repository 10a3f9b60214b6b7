package dev.albireo.oauth.key;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;

/**
 * A certificate of a key, by that key (RFC 5280 section 4.1). The JDK's key store of a token finds a private key by its certificate, and
 * nothing else uses it.
 */
final class SelfSignedCertificate {
    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int UTF8_STRING = 0x0c;
    private static final int GENERALIZED_TIME = 0x18;
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;

    /** RFC 3279 section 2.2.1 and RFC 5758 section 3.2. */
    private static final byte[] SHA256_WITH_RSA = HexFormat.of().parseHex("300d06092a864886f70d01010b0500");

    private static final byte[] SHA256_WITH_ECDSA = HexFormat.of().parseHex("300a06082a8648ce3d040302");
    private static final byte[] COMMON_NAME = HexFormat.of().parseHex("0603550403");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final byte[] NEVER = der(GENERALIZED_TIME, "99991231235959Z".getBytes(US_ASCII));

    private SelfSignedCertificate() {}

    static X509Certificate of(PublicKey key, PrivateKey signing, Provider provider, String name, Instant now)
            throws GeneralSecurityException {
        boolean ec = key.getAlgorithm().equals("EC");
        byte[] algorithm = ec ? SHA256_WITH_ECDSA : SHA256_WITH_RSA;
        byte[] subject = der(SEQUENCE, der(SET, der(SEQUENCE, COMMON_NAME, der(UTF8_STRING, name.getBytes(US_ASCII)))));
        byte[] validity = der(SEQUENCE, der(GENERALIZED_TIME, TIME.format(now).getBytes(US_ASCII)), NEVER);
        byte[] content =
                der(SEQUENCE, der(INTEGER, new byte[] {1}), algorithm, subject, validity, subject, key.getEncoded());
        Signature signature = Signature.getInstance(ec ? "SHA256withECDSA" : "SHA256withRSA", provider);
        signature.initSign(signing);
        signature.update(content);
        byte[] certificate = der(SEQUENCE, content, algorithm, der(BIT_STRING, new byte[] {0}, signature.sign()));
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(certificate));
    }

    /** Encodes one value (X.690 section 8.1) of less than 64 KiB. */
    private static byte[] der(int tag, byte[]... contents) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : contents) {
            content.writeBytes(part);
        }
        int length = content.size();
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        encoded.write(tag);
        if (length > 0xff) {
            encoded.write(0x82);
            encoded.write(length >> 8);
        } else if (length > 0x7f) {
            encoded.write(0x81);
        }
        encoded.write(length);
        encoded.writeBytes(content.toByteArray());
        return encoded.toByteArray();
    }
}
