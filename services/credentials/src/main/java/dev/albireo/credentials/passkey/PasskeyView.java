package dev.albireo.credentials.passkey;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A passkey as its owner sees it. */
public record PasskeyView(
        @JsonProperty("credential_id") String credentialId,
        String name,
        @JsonProperty("created_at") Instant createdAt,
        @JsonProperty("last_used_at") @Nullable Instant lastUsedAt,
        @JsonProperty("backup_eligible") boolean backupEligible,
        @JsonProperty("backup_state") boolean backupState) {}
