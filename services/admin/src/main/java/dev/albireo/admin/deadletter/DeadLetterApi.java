package dev.albireo.admin.deadletter;

import dev.albireo.admin.access.CurrentAdministrator;
import dev.albireo.admin.owner.AdminRefusal;
import dev.albireo.admin.page.PageCursor;
import dev.albireo.web.AdministratorPermission;
import dev.albireo.web.ProblemRefusal;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.graphql.DefaultValue;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;
import org.jspecify.annotations.Nullable;

/** Dead letters in GraphQL. */
@GraphQLApi
public class DeadLetterApi {
    private static final int LARGEST_PAGE = 500;

    private final DeadLetterRepository deadLetters;
    private final ReplayDeadLetters replay;
    private final CurrentAdministrator administrator;

    DeadLetterApi(DeadLetterRepository deadLetters, ReplayDeadLetters replay, CurrentAdministrator administrator) {
        this.deadLetters = deadLetters;
        this.replay = replay;
        this.administrator = administrator;
    }

    /** Returns the newest first. */
    @Query("deadLetters")
    @Description("Events that a service could not process, newest first")
    public @NonNull Uni<DeadLetterPage> deadLetters(
            @Nullable @Description("oauth, credentials, admin or webhooks; all by default") String service,
            @DefaultValue("50") @Description("1 to 500") int first,
            @Nullable @Description("the endCursor of the previous page") String after)
            throws AdminRefusal {
        int size = Math.clamp(first, 1, LARGEST_PAGE);
        Optional<PageCursor> cursor = after == null ? Optional.empty() : Optional.of(PageCursor.of(after));
        return deadLetters.newest(optional(service), cursor, size).map(found -> DeadLetterPage.of(found, size));
    }

    /** Returns the letters that were sent to their services again; each disappears from the list when its service has processed it. */
    @Mutation("replayDeadLetters")
    @Description(
            "Hands these dead letters to their service again, after their cause was removed. A letter stays listed until its service has "
                    + "processed it")
    public @NonNull Uni<@NonNull List<@NonNull ListedDeadLetter>> replayDeadLetters(
            @NonNull @Description("1 to 500 ids of deadLetters") List<@NonNull String> ids) {
        return replayed(actor ->
                replay.some(actor, ids.stream().map(DeadLetterApi::text).toList()));
    }

    /** Returns the letters that were sent to their services again, as {@link #replayDeadLetters} does. */
    @Mutation("replayAllDeadLetters")
    @Description("Hands all dead letters to their services again, at most 500, oldest first")
    public @NonNull Uni<@NonNull List<@NonNull ListedDeadLetter>> replayAllDeadLetters(
            @Nullable @Description("oauth, credentials, admin or webhooks; all by default") String service) {
        return replayed(actor -> replay.oldest(actor, optional(service)));
    }

    private Uni<List<ListedDeadLetter>> replayed(Function<String, Uni<List<DeadLetterRecord>>> replaying) {
        return Uni.createFrom()
                .deferred(() -> replaying.apply(administrator.require(AdministratorPermission.ADMINISTER)))
                .map(found -> found.stream().map(ListedDeadLetter::of).toList())
                .onFailure(ProblemRefusal.class)
                .transform(failure -> AdminRefusal.of((ProblemRefusal) failure));
    }

    private static Optional<String> optional(@Nullable String value) {
        return Optional.ofNullable(value).map(DeadLetterApi::text);
    }

    /** PostgreSQL has no text that contains NUL, so such a value matches nothing. */
    private static String text(String value) {
        return value.replace("\0", "\uFFFD");
    }
}
