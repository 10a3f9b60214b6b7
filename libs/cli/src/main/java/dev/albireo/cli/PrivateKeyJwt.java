package dev.albireo.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/** Client authentication of a service account: an assertion that is signed for each request (RFC 7523 section 3). */
final class PrivateKeyJwt {
    private static final long LIFETIME_SECONDS = 60;
    private static final int P256_BITS = 256;
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private final PrivateKey key;
    private final SecureRandom random;

    private PrivateKeyJwt(PrivateKey key, SecureRandom random) {
        this.key = key;
        this.random = random;
    }

    /** Reads a private key of PKCS #8 in PEM, as {@code openssl genpkey} writes it: RSA, P-256 or Ed25519. */
    static PrivateKeyJwt of(String source, String pem, SecureRandom random) {
        String base64 = pem.replaceAll("-----(BEGIN|END) PRIVATE KEY-----", "").replaceAll("\\s", "");
        if (!pem.contains("BEGIN PRIVATE KEY")) {
            throw unreadable(source);
        }
        for (String algorithm : List.of("EC", "RSA", "Ed25519")) {
            try {
                PKCS8EncodedKeySpec spec =
                        new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64));
                PrivateKey key = KeyFactory.getInstance(algorithm).generatePrivate(spec);
                if (!(key instanceof ECPrivateKey ec)
                        || ec.getParams().getOrder().bitLength() == P256_BITS) {
                    return new PrivateKeyJwt(key, random);
                }
            } catch (GeneralSecurityException | IllegalArgumentException e) {
                // not of this type; the next one is tried
            }
        }
        throw unreadable(source);
    }

    /** Returns an assertion that authenticates this client to this issuer. */
    String assertion(String clientId, String issuer, Instant now) {
        byte[] id = new byte[16];
        random.nextBytes(id);
        ObjectNode claims = Json.object()
                .put("iss", clientId)
                .put("sub", clientId)
                .put("aud", issuer)
                .put("jti", BASE64URL.encodeToString(id))
                .put("iat", now.getEpochSecond())
                .put("exp", now.getEpochSecond() + LIFETIME_SECONDS);
        ObjectNode header = Json.object().put("alg", algorithm()).put("typ", "JWT");
        String signed = part(header) + "." + part(claims);
        return signed + "." + BASE64URL.encodeToString(signature(signed));
    }

    private String algorithm() {
        return switch (key.getAlgorithm()) {
            case "EC" -> "ES256";
            case "RSA" -> "RS256";
            default -> "EdDSA";
        };
    }

    private byte[] signature(String signed) {
        String name = switch (algorithm()) {
            case "ES256" -> "SHA256withECDSAinP1363Format";
            case "RS256" -> "SHA256withRSA";
            default -> "Ed25519";
        };
        try {
            Signature signature = Signature.getInstance(name);
            signature.initSign(key);
            signature.update(signed.getBytes(US_ASCII));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new CommandFailure(
                    ExitCode.BAD_INPUT, "the key of the service account is not usable: " + e.getMessage());
        }
    }

    private static String part(ObjectNode json) {
        return BASE64URL.encodeToString(Json.line(json).getBytes(UTF_8));
    }

    private static CommandFailure unreadable(String source) {
        return new CommandFailure(
                ExitCode.BAD_INPUT, source + ": must be a private key of RSA, P-256 or Ed25519, PKCS #8 in PEM");
    }
}
