package dev.albireo.credentials.passkey;

import com.yubico.webauthn.CredentialRepository;
import com.yubico.webauthn.RegisteredCredential;
import com.yubico.webauthn.data.ByteArray;
import com.yubico.webauthn.data.PublicKeyCredentialDescriptor;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** The credentials of one user, read before a ceremony: Yubico's library queries synchronously, the database answers asynchronously. */
record UserCredentials(UUID subject, String username, List<StoredCredential> list) implements CredentialRepository {

    @Override
    public Set<PublicKeyCredentialDescriptor> getCredentialIdsForUsername(String name) {
        return name.equals(username)
                ? list.stream().map(StoredCredential::descriptor).collect(Collectors.toUnmodifiableSet())
                : Set.of();
    }

    @Override
    public Optional<ByteArray> getUserHandleForUsername(String name) {
        return name.equals(username) ? Optional.of(UserHandle.of(subject)) : Optional.empty();
    }

    @Override
    public Optional<String> getUsernameForUserHandle(ByteArray handle) {
        return handle.equals(UserHandle.of(subject)) ? Optional.of(username) : Optional.empty();
    }

    @Override
    public Optional<RegisteredCredential> lookup(ByteArray credentialId, ByteArray handle) {
        return handle.equals(UserHandle.of(subject)) ? byId(credentialId) : Optional.empty();
    }

    @Override
    public Set<RegisteredCredential> lookupAll(ByteArray credentialId) {
        return byId(credentialId).map(Set::of).orElse(Set.of());
    }

    private Optional<RegisteredCredential> byId(ByteArray credentialId) {
        return list.stream()
                .filter(credential -> credential.id().equals(credentialId))
                .map(StoredCredential::registered)
                .findFirst();
    }
}
