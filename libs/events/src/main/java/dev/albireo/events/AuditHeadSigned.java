package dev.albireo.events;

import java.time.Instant;

/**
 * A signed head of a chain of the audit trail: its record {@code sequence} has this hash, and so all before it are what they were.
 *
 * @param chain class and month of the records, such as {@code security-2026-12}
 * @param hash in base64url
 * @param at when it was signed, in microseconds
 * @param removed whether the records of the chain were removed then, because their time was over
 * @param publicKey in base64
 * @param signature in base64url, over the other members but the public key
 */
public record AuditHeadSigned(
        String chain, long sequence, String hash, Instant at, boolean removed, String publicKey, String signature)
        implements Event {

    @Override
    public Topic topic() {
        return Topic.AUDIT_HEADS;
    }

    /** Returns the chain. */
    @Override
    public String key() {
        return chain;
    }
}
