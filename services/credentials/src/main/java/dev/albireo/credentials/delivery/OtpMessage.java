package dev.albireo.credentials.delivery;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.albireo.events.UserState;
import dev.albireo.protocol.NumericCode;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
        email(user).ifPresent(email -> person.put("email", email));
        phone(user).ifPresent(phone -> person.put("phoneNumber", phone));
        person.put("userName", user.username());
        claim(user, "name").ifPresent(name -> person.put("name", name));
        transport.ifPresent(value -> person.putObject("twoFactor").put("transport", value));
        return json.put("token", code.digits()).toString();
    }

    /**
     * Returns where the code may be sent, in a form that does not depend on how it was typed: the email address without case, and the
     * phone number without separators. The receiver of the webhook selects one of them.
     */
    static Set<String> destinations(UserState user) {
        return Stream.of(
                        email(user).map(email -> "email " + email.strip().toLowerCase(Locale.ROOT)),
                        phone(user).map(phone -> "phone " + phone.replaceAll("[^+0-9a-zA-Z]", "")))
                .flatMap(Optional::stream)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Optional<String> email(UserState user) {
        return Optional.ofNullable(user.email()).filter(email -> user.emailVerified());
    }

    private static Optional<String> phone(UserState user) {
        return claim(user, "phone_number")
                .filter(phone -> !Boolean.FALSE.equals(user.claims().get("phone_number_verified")));
    }

    private static Optional<String> claim(UserState user, String name) {
        return user.claims().get(name) instanceof String text && !text.isBlank() ? Optional.of(text) : Optional.empty();
    }
}
