package dev.albireo.credentials.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.albireo.credentials.user.LoginName;
import dev.albireo.credentials.user.UserOrder;
import dev.albireo.credentials.user.UserOrder.UserPosition;
import dev.albireo.credentials.user.UserView;
import dev.albireo.web.PageLimit;
import dev.albireo.web.Problem;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The parameters of a list of accounts. The cursor is the position of the last account seen, its name and a time, in base64url. */
record ListRequest(UserOrder order, Optional<UserPosition> after, int limit) {
    static ListRequest of(@Nullable String after, @Nullable String limit, @Nullable String orderBy) {
        UserOrder order = orderBy == null || orderBy.isEmpty()
                ? UserOrder.USERNAME
                : UserOrder.of(orderBy).orElseThrow(() -> refused("orderBy"));
        return new ListRequest(
                order,
                Optional.ofNullable(after).filter(cursor -> !cursor.isEmpty()).map(ListRequest::position),
                PageLimit.of(limit));
    }

    /** Returns the cursor after the last account of a page, or null if none follows. */
    @Nullable
    String next(List<UserView> found) {
        return found.size() > limit ? cursor(order.position(found.get(limit - 1))) : null;
    }

    private static String cursor(UserPosition position) {
        String text = position.usernameKey() + "\n" + position.at();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    /** A cursor of the previous release is a name alone. */
    private static UserPosition position(String cursor) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(cursor), UTF_8).split("\n", 2);
            return new UserPosition(
                    LoginName.of(parts[0]).orElseThrow(() -> refused("after")).value(),
                    parts.length == 1 ? Instant.EPOCH : Instant.parse(parts[1]));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw refused("after");
        }
    }

    private static RuntimeException refused(String field) {
        return Problem.BAD_REQUEST.because(field + " is invalid", field);
    }
}
