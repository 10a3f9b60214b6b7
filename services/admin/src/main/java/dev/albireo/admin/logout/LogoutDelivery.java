package dev.albireo.admin.logout;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;
import org.jspecify.annotations.Nullable;

/** A client that has not yet been notified of the end of a session. */
@Type("LogoutDelivery")
@Description("A client that was not notified of the end of a session")
@JsonIgnoreProperties(ignoreUnknown = true)
public record LogoutDelivery(
        @NonNull String sessionId,
        @NonNull String clientId,

        @NonNull @Description("due: the notification is repeated; dead: it is not, except by retryLogoutDelivery")
        String state,

        int attempts,

        @Nullable @Description("refused, timeout, unreachable, gone, filtered or withdrawn")
        String lastError,

        @NonNull Instant endedAt,
        @Nullable Instant nextAttemptAt) {}
