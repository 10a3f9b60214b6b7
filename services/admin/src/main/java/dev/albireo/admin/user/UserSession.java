package dev.albireo.admin.user;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;

/** An active login session of a user. */
@Type("Session")
@Description("An active login session of a user")
@JsonIgnoreProperties(ignoreUnknown = true)
public record UserSession(
        @NonNull String id,

        @NonNull @Description("as the browser named itself at sign-in")
        String userAgent,

        @NonNull @Description("the address at sign-in") String address,
        @NonNull Instant createdAt,
        @NonNull Instant lastSeenAt) {}
