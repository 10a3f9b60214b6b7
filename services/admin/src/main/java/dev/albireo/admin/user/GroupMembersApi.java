package dev.albireo.admin.user;

import dev.albireo.admin.owner.AdminRefusal;
import dev.albireo.admin.resource.DeclaredGroup;
import dev.albireo.web.Problem;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.graphql.DefaultValue;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Source;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** The members of a group in GraphQL, read only if they are asked for. */
@GraphQLApi
public class GroupMembersApi {
    private static final int LARGEST_PAGE = 200;

    private final CredentialsUserClient credentials;

    GroupMembersApi(@RestClient CredentialsUserClient credentials) {
        this.credentials = credentials;
    }

    /** Returns members in the order of their names. */
    @Description("The members by name, in pages")
    public @NonNull Uni<UserPage> members(
            @Source DeclaredGroup group,
            @DefaultValue("50") @Description("at most 200") int first,
            @Nullable @Description("the endCursor of the previous page") String after)
            throws AdminRefusal {
        if (first < 1 || first > LARGEST_PAGE) {
            throw AdminRefusal.of(Problem.UNPROCESSABLE, "first: a page has 1 to " + LARGEST_PAGE + " users");
        }
        return credentials
                .list(after, first, null, UserFilterInput.members(group.id()))
                .map(UserPage::of)
                .onFailure()
                .transform(
                        failure -> AdminRefusal.ofCall(failure, "credentials is unreachable; try again in a moment"));
    }
}
