package dev.albireo.credentials.passkey;

import com.yubico.webauthn.data.ByteArray;
import java.nio.ByteBuffer;
import java.util.UUID;

/** The WebAuthn user handle: the 16 bytes of the subject, which disclose nothing (Web Authentication Level 3 section 14.6.1). */
final class UserHandle {
    private UserHandle() {}

    static ByteArray of(UUID subject) {
        return new ByteArray(ByteBuffer.allocate(16)
                .putLong(subject.getMostSignificantBits())
                .putLong(subject.getLeastSignificantBits())
                .array());
    }

    /** Returns the subject of a handle that {@link #of} made. */
    static UUID subject(ByteArray handle) {
        ByteBuffer bytes = ByteBuffer.wrap(handle.getBytes());
        return new UUID(bytes.getLong(), bytes.getLong());
    }
}
