package dev.albireo.admin.user;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;
import org.jspecify.annotations.Nullable;

/** A second factor of a user. */
@Type("Factor")
@Description("A second factor of a user")
@JsonIgnoreProperties(ignoreUnknown = true)
public record UserFactor(
        @NonNull @Description("the credential id of a passkey, or totp")
        String id,

        @NonNull @Description("passkey or totp") String type,

        @Nullable @Description("the name that the user gave to the passkey")
        String name,

        @NonNull Instant enrolledAt,
        @Nullable @Description("null if it was never used") Instant lastUsedAt) {}
