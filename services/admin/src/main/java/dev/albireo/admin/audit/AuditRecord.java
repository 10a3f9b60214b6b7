package dev.albireo.admin.audit;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.eclipse.microprofile.graphql.NonNull;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** One event of the audit trail. */
@Entity
@Table(name = "audit_record")
@NullUnmarked
public class AuditRecord extends PanacheEntityBase {
    /** The CloudEvents id: an event that is delivered twice is one row. */
    @Id
    @Column(name = "event_id")
    public @NonNull String eventId;

    public @NonNull Instant at;
    public @NonNull String actor;
    public @NonNull String action;
    public @Nullable String target;
    public @NonNull String outcome;
    /** A JSON object of short texts. */
    public @NonNull String detail;

    public @Nullable String address;

    /** Its class and month; {@code before} for a record from before the chains; null while it is in none. */
    public @Nullable String chain;

    /** Its place in the chain, from 1. */
    public @Nullable Long sequence;

    public @Nullable String hash;
    public @Nullable String salt;
    /** After an erasure: a JSON object of digests and salts. */
    public @Nullable String erased;
}
