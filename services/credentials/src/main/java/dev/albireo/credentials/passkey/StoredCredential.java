package dev.albireo.credentials.passkey;

import com.yubico.webauthn.RegisteredCredential;
import com.yubico.webauthn.data.AuthenticatorTransport;
import com.yubico.webauthn.data.ByteArray;
import com.yubico.webauthn.data.PublicKeyCredentialDescriptor;
import com.yubico.webauthn.data.exception.Base64UrlException;
import dev.albireo.credentials.passkey.PasskeyUseStore.PasskeyUse;
import dev.albireo.policy.AuthenticationMethod;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A stored passkey with the record of its use. */
record StoredCredential(Passkey passkey, PasskeyUse use) {

    /** Returns the {@code amr} of its use: software holds the key as soon as the passkey is eligible for backup. */
    AuthenticationMethod method() {
        return passkey.backupEligible ? AuthenticationMethod.SYNCED_PASSKEY : AuthenticationMethod.DEVICE_PASSKEY;
    }

    /** Returns the handle that its responses contain if another provider registered it. */
    Optional<ByteArray> importedHandle() {
        return Optional.ofNullable(passkey.userHandle).map(ByteArray::new);
    }

    PasskeyView view() {
        return new PasskeyView(
                passkey.credentialId,
                passkey.name,
                passkey.createdAt,
                use.lastUsedAt().orElse(null),
                passkey.backupEligible,
                use.backupState());
    }

    ByteArray id() {
        try {
            return ByteArray.fromBase64Url(passkey.credentialId);
        } catch (Base64UrlException e) {
            throw new IllegalStateException("a stored credential id is not base64url", e);
        }
    }

    PublicKeyCredentialDescriptor descriptor() {
        Set<AuthenticatorTransport> transports = Arrays.stream(passkey.transports)
                .map(AuthenticatorTransport::of)
                .collect(Collectors.toSet());
        return PublicKeyCredentialDescriptor.builder()
                .id(id())
                .transports(transports)
                .build();
    }

    RegisteredCredential registered() {
        return RegisteredCredential.builder()
                .credentialId(id())
                .userHandle(UserHandle.of(passkey.subject))
                .publicKeyCose(new ByteArray(passkey.publicKey))
                .signatureCount(use.counter())
                .backupEligible(passkey.backupEligible)
                .backupState(use.backupState())
                .build();
    }
}
