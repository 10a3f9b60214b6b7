package dev.albireo.credentials.registration;

import dev.albireo.credentials.factor.ScriptBody;
import dev.albireo.credentials.registration.UserRegistration.RegistrationForm;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The fields of the registration page as its script sends them, without a password; a body that is not a JSON object of this form is rejected
 * with {@code BAD_REQUEST}.
 *
 * @param token that of a link
 * @param interaction the pending request's token
 * @param credential the browser's response as JSON
 */
record PasskeyRegistrationBody(
        RegistrationForm form, Optional<String> token, Optional<String> interaction, Optional<String> credential) {

    static PasskeyRegistrationBody parse(@Nullable String body) {
        ScriptBody parsed = ScriptBody.parse(body);
        return new PasskeyRegistrationBody(
                new RegistrationForm(
                        parsed.text("username").orElse(""),
                        parsed.text("email").orElse(""),
                        parsed.text("name").orElse(""),
                        "",
                        parsed.flag("terms")),
                parsed.text("token"),
                parsed.text("interaction"),
                parsed.credential());
    }

    String requiredCredential() {
        return ScriptBody.required(credential);
    }

    /** Returns a text without the token. */
    @Override
    public String toString() {
        return "PasskeyRegistrationBody[redacted]";
    }
}
