package dev.albireo.admin.audit;

import java.time.Instant;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;
import org.jspecify.annotations.Nullable;

/** A chain of the audit trail in GraphQL. */
@Type("AuditChain")
@Description("A hash chain of the audit trail: the records of one class and month")
public record AuditChainView(
        @NonNull @Description("such as security-2026-12") String chain,

        @NonNull @Description("of the last record") Long sequence,

        @NonNull @Description("of the last record") String hash,

        @Nullable @Description("the newest signed head") AuditHeadView head,

        @Nullable @Description("when the removal of its records began, because their time was over")
        Instant removedAt) {
    static AuditChainView of(StoredChain chain) {
        return new AuditChainView(
                chain.chain(),
                chain.sequence(),
                chain.hash(),
                chain.head().map(AuditHeadView::of).orElse(null),
                chain.removedAt().orElse(null));
    }

    /** A signed head in GraphQL. */
    @Type("AuditHead")
    @Description("A signed statement that the record of a chain with this sequence has this hash")
    public record AuditHeadView(
            @NonNull Long sequence,
            @NonNull String hash,
            @NonNull Instant at,
            @NonNull Boolean removed,

            @NonNull @Description("the public key, Ed25519, in base64")
            String key,

            @NonNull String signature) {
        static AuditHeadView of(StoredChain.SignedHead signed) {
            return new AuditHeadView(
                    signed.head().sequence(),
                    signed.head().hash(),
                    signed.head().at(),
                    signed.head().removed(),
                    signed.key(),
                    signed.signature());
        }
    }
}
