package dev.albireo.admin.audit;

import dev.albireo.protocol.AuditHead;
import java.time.Instant;
import java.util.Optional;

/**
 * A chain of the audit trail.
 *
 * @param sequence of its last record
 * @param hash of its last record
 * @param head the newest signed head; empty before the first one
 * @param removedAt when the removal of its records began, because their time was over
 */
record StoredChain(String chain, long sequence, String hash, Optional<SignedHead> head, Optional<Instant> removedAt) {
    /** A head with its signature and the public key that verifies it. */
    record SignedHead(AuditHead head, String key, String signature) {}
}
