package dev.albireo.credentials.passkey;

import com.yubico.webauthn.RegistrationResult;
import com.yubico.webauthn.data.AuthenticatorTransport;
import com.yubico.webauthn.data.ByteArray;
import dev.albireo.policy.AuthenticationMethod;
import java.util.Collection;
import java.util.List;

/**
 * A newly registered credential.
 *
 * @param publicKey in COSE form
 */
record NewCredential(
        String credentialId,
        ByteArray publicKey,
        String aaguid,
        List<String> transports,
        boolean backupEligible,
        boolean backedUp,
        long counter) {

    /** Returns the {@code amr} of its use: software holds the key as soon as the passkey is eligible for backup. */
    AuthenticationMethod method() {
        return backupEligible ? AuthenticationMethod.SYNCED_PASSKEY : AuthenticationMethod.DEVICE_PASSKEY;
    }

    static NewCredential of(RegistrationResult result) {
        return new NewCredential(
                result.getKeyId().getId().getBase64Url(),
                result.getPublicKeyCose(),
                result.getAaguid().getHex(),
                result.getKeyId().getTransports().stream()
                        .flatMap(Collection::stream)
                        .map(AuthenticatorTransport::getId)
                        .filter(id -> id.matches("[a-z-]{1,20}"))
                        .limit(10)
                        .toList(),
                result.isBackupEligible(),
                result.isBackedUp(),
                result.getSignatureCount());
    }
}
