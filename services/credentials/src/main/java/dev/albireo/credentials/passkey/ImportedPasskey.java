package dev.albireo.credentials.passkey;

import com.fasterxml.jackson.databind.JsonNode;
import com.yubico.webauthn.data.ByteArray;
import dev.albireo.web.Fields;
import dev.albireo.web.Problem;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A passkey that was registered at another provider, for the same relying party.
 *
 * @param userHandle the {@code user.id} of its registration, which its responses contain
 */
public record ImportedPasskey(NewCredential credential, ByteArray userHandle, String name) {
    /** The member of a line that lists them. */
    public static final String MEMBER = "passkeys";

    private static final int MOST = 10;
    private static final int MAX_ID_BYTES = 1023;
    private static final int MAX_HANDLE_BYTES = 64;
    private static final int MAX_KEY_BYTES = 2048;
    private static final String NO_AAGUID = "0".repeat(32);

    /** Reads the list; rejected with {@code UNPROCESSABLE}, naming the member. {@code rpId} is that of this server. */
    static List<ImportedPasskey> of(JsonNode written, String rpId) {
        if (!written.isArray() || written.size() > MOST) {
            throw Problem.UNPROCESSABLE.because(MEMBER + " must be a list of at most " + MOST + " passkeys", MEMBER);
        }
        List<ImportedPasskey> passkeys = IntStream.range(0, written.size())
                .mapToObj(i -> of(written.get(i), MEMBER + "[" + i + "]", rpId))
                .toList();
        Set<String> ids = new HashSet<>();
        for (ImportedPasskey passkey : passkeys) {
            if (!ids.add(passkey.credentialId())) {
                throw Problem.UNPROCESSABLE.because("passkeys must not have one credentialId twice", MEMBER);
            }
        }
        return passkeys;
    }

    private static ImportedPasskey of(JsonNode written, String path, String rpId) {
        if (!written.isObject()) {
            throw Problem.UNPROCESSABLE.because(path + " must be an object", path);
        }
        Fields fields = Fields.of(written).in(path).withEmptyAsAbsent();
        fields.require(
                fields.text("rpId").filter(rpId::equals).isPresent(),
                "rpId",
                rpId + ", because a passkey works only for the relying party where it was registered");
        byte[] id = bytes(fields, "credentialId", MAX_ID_BYTES);
        byte[] handle = bytes(fields, "userHandle", MAX_HANDLE_BYTES);
        Optional<ByteArray> key = CoseKey.of(bytes(fields, "publicKey", MAX_KEY_BYTES));
        fields.require(
                key.isPresent(),
                "publicKey",
                "a key of ES256 (P-256), EdDSA (Ed25519) or RS256 (2048 bits or more), in COSE or SubjectPublicKeyInfo");
        List<String> transports = fields.strings("transports");
        fields.require(
                transports.size() <= MOST && transports.stream().allMatch(text -> text.matches("[a-z-]{1,20}")),
                "transports",
                "names of transports such as internal, hybrid or usb");
        boolean eligible = fields.flag("backupEligible").orElse(false);
        boolean backedUp = fields.flag("backupState").orElse(false);
        fields.require(eligible || !backedUp, "backupState", "false if backupEligible is not true");
        String aaguid = fields.text("aaguid").map(text -> text.replace("-", "")).orElse(NO_AAGUID);
        fields.require(aaguid.matches("[0-9a-fA-F]{32}"), "aaguid", "a UUID");
        Optional<String> name = fields.text("name");
        fields.require(name.isEmpty() || name.flatMap(PasskeyName::of).isPresent(), "name", "1 to 64 plain characters");
        NewCredential credential = new NewCredential(
                new ByteArray(id).getBase64Url(),
                key.orElseThrow(),
                aaguid,
                transports,
                eligible,
                backedUp,
                fields.number("signCount", 0, Integer.MAX_VALUE).orElse(0));
        fields.refuseUnknown();
        return new ImportedPasskey(
                credential, new ByteArray(handle), name.flatMap(PasskeyName::of).orElse(PasskeyName.DEFAULT));
    }

    String credentialId() {
        return credential.credentialId();
    }

    private static byte[] bytes(Fields fields, String field, int longest) {
        Optional<byte[]> bytes = fields.text(field).flatMap(ImportedPasskey::decoded);
        fields.require(
                bytes.filter(value -> value.length > 0 && value.length <= longest)
                        .isPresent(),
                field,
                "1 to " + longest + " bytes in base64 or base64url");
        return bytes.orElseThrow();
    }

    private static Optional<byte[]> decoded(String text) {
        try {
            return Optional.of(Base64.getUrlDecoder()
                    .decode(text.replace('+', '-').replace('/', '_').replaceFirst("=+$", "")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "ImportedPasskey[" + credentialId() + "]";
    }
}
