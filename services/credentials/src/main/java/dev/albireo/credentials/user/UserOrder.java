package dev.albireo.credentials.user;

import io.quarkus.panache.common.Parameters;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The order of a list of accounts; equal ones are in the order of their names. By last login, accounts that have none are the earliest. */
public enum UserOrder {
    USERNAME,
    USERNAME_DESC,
    CREATED,
    CREATED_DESC,
    LAST_LOGIN,
    LAST_LOGIN_DESC;

    /** The position of an account in an order. */
    public record UserPosition(String usernameKey, Instant at) {}

    /** Returns the order of this name, which is that of the constant in lower case with hyphens. */
    public static Optional<UserOrder> of(String name) {
        return Arrays.stream(values())
                .filter(order ->
                        order.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(name))
                .findFirst();
    }

    /** Returns the position of this account. */
    public UserPosition position(UserView user) {
        Instant at = switch (this) {
            case USERNAME, USERNAME_DESC -> Instant.EPOCH;
            case CREATED, CREATED_DESC -> user.createdAt();
            case LAST_LOGIN, LAST_LOGIN_DESC ->
                Optional.ofNullable(user.lastLoginAt()).orElse(Instant.EPOCH);
        };
        return new UserPosition(
                LoginName.of(user.state().username()).orElseThrow().value(), at);
    }

    /** Returns the HQL condition that an account u follows this position, and adds its values to {@code parameters}. */
    String following(UserPosition position, Parameters parameters) {
        parameters.and("positionName", position.usernameKey());
        String comparison = descending() ? " < " : " > ";
        String name = "u.usernameKey" + comparison + ":positionName";
        return time().map(time -> {
                    parameters.and("positionAt", position.at());
                    return "(" + time + comparison + ":positionAt or " + time + " = :positionAt and " + name + ")";
                })
                .orElse(name);
    }

    /** Returns the HQL of the order of accounts u, and adds its values to {@code parameters}. */
    String clause(Parameters parameters) {
        String direction = descending() ? " desc" : "";
        time().filter(time -> time.contains(":epoch")).ifPresent(time -> parameters.and("epoch", Instant.EPOCH));
        return time().map(time -> time + direction + ", ").orElse("") + "u.usernameKey" + direction;
    }

    private Optional<String> time() {
        return switch (this) {
            case USERNAME, USERNAME_DESC -> Optional.empty();
            case CREATED, CREATED_DESC -> Optional.of("u.createdAt");
            case LAST_LOGIN, LAST_LOGIN_DESC -> Optional.of("coalesce(u.lastLoginAt, :epoch)");
        };
    }

    private boolean descending() {
        return name().endsWith("_DESC");
    }
}
