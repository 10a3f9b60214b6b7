package dev.albireo.admin.resource;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.graphql.DefaultValue;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.NonNull;

/** Batches of users in GraphQL, as by {@code POST /User}. */
@GraphQLApi
public class UserImportApi {
    private final UserImports imports;

    UserImportApi(UserImports imports) {
        this.imports = imports;
    }

    /** Creates users, each with an outcome of its own; a user that exists is not changed. */
    @Mutation("importUsers")
    @Description(
            "Creates the users of a batch, with password hashes of other providers; each has an outcome of its own")
    public @NonNull Uni<UserImportResult> importUsers(
            @NonNull @Description("at most 100 User resources, as JSON lines or a JSON array") String users,
            @DefaultValue("false") @Description("validates the users without creating them") boolean dryRun) {
        return ResourceMutations.refusing(Uni.createFrom()
                        .deferred(() -> imports.create(ResourceText.readAll(users.getBytes(UTF_8)), dryRun)))
                .map(UserImportResult::of);
    }
}
