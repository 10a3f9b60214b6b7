package dev.albireo.admin.key;

import java.time.Instant;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;
import org.jspecify.annotations.Nullable;

/** A key that tokens may be signed with, and its state. */
@Type("StoredSigningKey")
@Description("A signing key and its state")
public record StoredSigningKey(
        @NonNull @Description("the kid in the JWKS") String kid,
        @NonNull String algorithm,

        @NonNull
        @Description("NEXT: published, does not sign yet; ACTIVE: signs; RETIRED: no longer signs, still verifies")
        String state,

        @NonNull Instant createdAt,
        @Nullable Instant activatedAt,
        @Nullable Instant retiredAt) {}
