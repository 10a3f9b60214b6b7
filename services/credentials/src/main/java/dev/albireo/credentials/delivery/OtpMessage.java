package dev.albireo.credentials.delivery;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.albireo.events.UserState;
import dev.albireo.protocol.NumericCode;
import java.util.Optional;

/**
 * The body posted to a webhook: the code, and the user's contact data that was verified or declared by an administrator. Unknown data is
 * omitted; credentials are never included.
 */
final class OtpMessage {
    private OtpMessage() {}

    static String of(UserState user, Optional<String> transport, NumericCode code) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ObjectNode person = json.putObject("user");
        person.put("resourceType", "User");
        person.put("id", Optional.ofNullable(user.resourceId()).orElse(user.subject()));
        if (user.email() != null && user.emailVerified()) {
            person.put("email", user.email());
        }
        claim(user, "phone_number")
                .filter(phone -> !Boolean.FALSE.equals(user.claims().get("phone_number_verified")))
                .ifPresent(phone -> person.put("phoneNumber", phone));
        person.put("userName", user.username());
        claim(user, "name").ifPresent(name -> person.put("name", name));
        transport.ifPresent(word -> person.putObject("twoFactor").put("transport", word));
        return json.put("token", code.digits()).toString();
    }

    private static Optional<String> claim(UserState user, String name) {
        return user.claims().get(name) instanceof String text && !text.isBlank() ? Optional.of(text) : Optional.empty();
    }
}
