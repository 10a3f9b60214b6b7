package dev.albireo.admin.key;

import java.time.Instant;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;
import org.jspecify.annotations.Nullable;

/** A key that tokens may be signed with, and its state. */
@Type("StoredSigningKey")
@Description("A key that tokens may be signed with, and where it is in its life")
public record StoredSigningKey(
        @NonNull @Description("its id in the JWKS") String kid,
        @NonNull String algorithm,

        @NonNull
        @Description("NEXT: published, signs nothing yet; ACTIVE: signs; RETIRED: signs no more, still verifies")
        String state,

        @NonNull Instant createdAt,
        @Nullable Instant activatedAt,
        @Nullable Instant retiredAt) {}
