package dev.albireo.admin.logout;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;
import org.jspecify.annotations.Nullable;

/** A client that has not yet been notified of the end of a session. */
@Type("LogoutDelivery")
@Description("An application that does not know yet that a session ended")
@JsonIgnoreProperties(ignoreUnknown = true)
public record LogoutDelivery(
        @NonNull String sessionId,
        @NonNull String clientId,

        @NonNull @Description("due: it is told again; dead: it is not, unless by retryLogoutDelivery")
        String state,

        int attempts,

        @Nullable @Description("refused, timeout, unreachable, gone, filtered or withdrawn")
        String lastError,

        @NonNull Instant endedAt,
        @Nullable Instant nextAttemptAt) {}
