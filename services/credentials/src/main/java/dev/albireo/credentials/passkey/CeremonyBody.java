package dev.albireo.credentials.passkey;

import dev.albireo.credentials.factor.ScriptBody;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The body of a ceremony request; a body that is not a JSON object of this form is rejected with {@code BAD_REQUEST}.
 *
 * @param credential the browser's response as JSON
 * @param interaction the pending request's token
 * @param name the user's name for the passkey
 * @param confirm whether a proof is requested for a change of the account, although none is missing
 */
record CeremonyBody(Optional<String> credential, Optional<String> interaction, Optional<String> name, boolean confirm) {
    static CeremonyBody parse(@Nullable String body) {
        ScriptBody parsed = ScriptBody.parse(body);
        return new CeremonyBody(
                parsed.credential(), parsed.text("interaction"), parsed.text("name"), parsed.flag("confirm"));
    }

    String requiredCredential() {
        return ScriptBody.required(credential);
    }
}
