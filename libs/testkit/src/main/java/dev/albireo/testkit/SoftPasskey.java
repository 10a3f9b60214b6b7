package dev.albireo.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * A passkey in memory (ES256, attestation "none"), which responds to ceremonies as a browser's {@code toJSON()} would: for journeys over
 * HTTP without a browser.
 */
public final class SoftPasskey {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int USER_PRESENT = 0x01;
    private static final int USER_VERIFIED = 0x04;
    private static final int BACKUP_ELIGIBLE = 0x08;
    private static final int ATTESTED = 0x40;

    private final URI origin;
    private final boolean synced;
    private final byte[] id;
    private final KeyPair keys;
    private byte[] userHandle = new byte[0];
    private int counter;

    public SoftPasskey(URI issuer, boolean synced) {
        this(issuer, synced, UUID.randomUUID().toString().getBytes(UTF_8), newKeys());
    }

    private SoftPasskey(URI issuer, boolean synced, byte[] id, KeyPair keys) {
        this.origin = URI.create(issuer.getScheme() + "://" + issuer.getAuthority());
        this.synced = synced;
        this.id = id;
        this.keys = keys;
    }

    /** Returns a passkey that was enrolled before. */
    public static SoftPasskey enrolled(URI issuer, byte[] id, byte[] userHandle, KeyPair keys, int counter) {
        SoftPasskey passkey = new SoftPasskey(issuer, false, id, keys).withCounter(counter);
        passkey.userHandle = userHandle;
        return passkey;
    }

    public String id() {
        return base64(id);
    }

    /** Sets the signature counter, as a clone of the key would have it. */
    public SoftPasskey withCounter(int value) {
        this.counter = value;
        return this;
    }

    /** Returns the answer to creation options. */
    public Map<String, Object> register(JsonNode publicKey) {
        userHandle = Base64.getUrlDecoder().decode(publicKey.at("/user/id").asText());
        byte[] clientData =
                clientData("webauthn.create", publicKey.get("challenge").asText());
        ByteArrayOutputStream attestation = new ByteArrayOutputStream();
        attestation.write(0xa3);
        text(attestation, "fmt");
        text(attestation, "none");
        text(attestation, "attStmt");
        attestation.write(0xa0);
        text(attestation, "authData");
        bytes(attestation, authenticatorData(USER_PRESENT | USER_VERIFIED | ATTESTED, true));
        Map<String, Object> response = new LinkedHashMap<>();
        response.put("clientDataJSON", base64(clientData));
        response.put("attestationObject", base64(attestation.toByteArray()));
        response.put("transports", new String[] {"internal"});
        return credential(response);
    }

    /** Returns the response to request options, with user verification. */
    public Map<String, Object> authenticate(JsonNode publicKey) {
        return authenticate(publicKey, true);
    }

    /** Returns the answer to request options; without verification it proves presence only. */
    public Map<String, Object> authenticate(JsonNode publicKey, boolean verified) {
        counter++;
        byte[] clientData =
                clientData("webauthn.get", publicKey.get("challenge").asText());
        byte[] data = authenticatorData(verified ? USER_PRESENT | USER_VERIFIED : USER_PRESENT, false);
        Map<String, Object> response = new LinkedHashMap<>();
        response.put("clientDataJSON", base64(clientData));
        response.put("authenticatorData", base64(data));
        response.put("signature", base64(sign(data, sha256(clientData))));
        response.put("userHandle", base64(userHandle));
        return credential(response);
    }

    private Map<String, Object> credential(Map<String, Object> response) {
        Map<String, Object> credential = new LinkedHashMap<>();
        credential.put("id", base64(id));
        credential.put("rawId", base64(id));
        credential.put("type", "public-key");
        credential.put("response", response);
        credential.put("clientExtensionResults", Map.of());
        credential.put("authenticatorAttachment", "platform");
        return credential;
    }

    private byte[] clientData(String type, String challenge) {
        return JSON.createObjectNode()
                .put("type", type)
                .put("challenge", challenge)
                .put("origin", origin.toString())
                .put("crossOrigin", false)
                .toString()
                .getBytes(UTF_8);
    }

    private byte[] authenticatorData(int flags, boolean attested) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.writeBytes(sha256(origin.getHost().getBytes(UTF_8)));
        data.write(synced ? flags | BACKUP_ELIGIBLE : flags);
        data.writeBytes(ByteBuffer.allocate(4).putInt(counter).array());
        if (attested) {
            data.writeBytes(new byte[16]);
            data.writeBytes(ByteBuffer.allocate(2).putShort((short) id.length).array());
            data.writeBytes(id);
            data.writeBytes(coseKey());
        }
        return data.toByteArray();
    }

    /** RFC 9053 section 7.1.1: {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y}. */
    private byte[] coseKey() {
        ECPublicKey key = (ECPublicKey) keys.getPublic();
        ByteArrayOutputStream cose = new ByteArrayOutputStream();
        cose.writeBytes(new byte[] {(byte) 0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21});
        bytes(cose, coordinate(key.getW().getAffineX()));
        cose.write(0x22);
        bytes(cose, coordinate(key.getW().getAffineY()));
        return cose.toByteArray();
    }

    private static byte[] coordinate(BigInteger value) {
        byte[] bytes = value.toByteArray();
        byte[] padded = new byte[32];
        int from = Math.max(0, bytes.length - 32);
        System.arraycopy(bytes, from, padded, 32 - (bytes.length - from), bytes.length - from);
        return padded;
    }

    private static void text(ByteArrayOutputStream cbor, String text) {
        cbor.write(0x60 + text.length());
        cbor.writeBytes(text.getBytes(UTF_8));
    }

    private static void bytes(ByteArrayOutputStream cbor, byte[] bytes) {
        if (bytes.length < 256) {
            cbor.write(0x58);
        } else {
            cbor.write(0x59);
            cbor.write(bytes.length >> 8);
        }
        cbor.write(bytes.length & 0xff);
        cbor.writeBytes(bytes);
    }

    private byte[] sign(byte[] data, byte[] clientDataHash) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(data);
            signature.update(clientDataHash);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(bytes, bytes.length));
    }
}
