package dev.albireo.admin.user;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;
import org.jspecify.annotations.Nullable;

/** A client with access to an account, by the user's consent or by a grant that can be refreshed. */
@Type("Application")
@Description("A client with access to an account, by the user's consent or by a grant that can be refreshed")
@JsonIgnoreProperties(ignoreUnknown = true)
public record UserApplication(
        @NonNull String clientId,
        @NonNull String name,
        @Nullable String logoUri,
        @NonNull Instant since,
        @NonNull List<@NonNull PermittedScope> permissions) {

    /** What a scope permits, in the words of the consent page. */
    @Type("Permission")
    @Description("What a scope permits, in the words of the consent page")
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record PermittedScope(
            @NonNull String title, @NonNull String meaning) {}
}
