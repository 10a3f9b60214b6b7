package dev.albireo.credentials.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.credentials.user.ImportedAccount;
import dev.albireo.credentials.user.ImportedAccount.NewAccount;
import dev.albireo.credentials.user.ImportedAccount.RefusedAccount;
import dev.albireo.credentials.user.ImportedAccount.SameAccount;
import dev.albireo.web.ProblemRefusal;
import org.jspecify.annotations.Nullable;

/**
 * What became of a line of an import; it has no secret.
 *
 * @param line its number in the batch, from 1
 * @param userName as the line has it
 * @param field the invalid field of a refused line
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ImportedLine(
        int line,
        @Nullable String userName,
        Outcome outcome,
        @Nullable String subject,
        @Nullable String field,
        @Nullable String reason) {

    /** What can become of a line. */
    enum Outcome {
        CREATED,
        UNCHANGED,
        REFUSED
    }

    static ImportedLine of(int number, JsonNode line, ImportedAccount account) {
        String name = name(line);
        return switch (account) {
            case NewAccount(var user) ->
                new ImportedLine(number, user.username(), Outcome.CREATED, user.subject(), null, null);
            case SameAccount(var user) ->
                new ImportedLine(number, user.username(), Outcome.UNCHANGED, user.subject(), null, null);
            case RefusedAccount(ProblemRefusal refusal) ->
                new ImportedLine(
                        number, name, Outcome.REFUSED, null, refusal.field().orElse(null), refusal.detail());
        };
    }

    private static @Nullable String name(JsonNode line) {
        String name = line.path("userName").asText(line.path("id").asText());
        return name.isEmpty() ? null : name.substring(0, Math.min(name.length(), 100));
    }
}
