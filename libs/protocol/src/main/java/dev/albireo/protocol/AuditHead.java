package dev.albireo.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * A statement about one chain of the audit trail, which the administration service signs: its record {@code sequence} has this hash, and so all
 * before it are what they were. It needs the JDK alone, as {@link AuditChain} does.
 *
 * @param removed whether the records of the chain were removed then, because their time was over
 */
public record AuditHead(String chain, long sequence, String hash, Instant at, boolean removed) {
    private static final String TYPE = "albireo.audit-head.v1";
    /** The DER prefix of the 32 bytes of a public key (RFC 8410 section 4). */
    private static final byte[] PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final int KEY_BYTES = 32;

    public AuditHead {
        at = AuditChain.stored(at);
    }

    /** Returns what is signed, as {@link SignatureKey#sign} takes it. The first part sets it apart from events, whose signature begins with their source. */
    public List<byte[]> parts() {
        return Stream.of(TYPE, chain, Long.toString(sequence), hash, at.toString(), Boolean.toString(removed))
                .map(part -> part.getBytes(UTF_8))
                .toList();
    }

    /**
     * Returns whether the signature was made with the private part of this public key; false for what is no key or no signature.
     *
     * @param publicKey 32 bytes in base64, as in {@code albireo.events.public-keys.admin}
     * @param signature in base64url
     */
    public boolean isSignedBy(String publicKey, String signature) {
        try {
            byte[] key = Base64.getDecoder().decode(publicKey);
            if (key.length != KEY_BYTES) {
                return false;
            }
            byte[] encoded = HexFormat.of()
                    .parseHex(HexFormat.of().formatHex(PREFIX) + HexFormat.of().formatHex(key));
            Signature check = Signature.getInstance("Ed25519");
            check.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
            check.update(LengthPrefixed.join(parts()));
            return check.verify(Base64.getUrlDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }
}
