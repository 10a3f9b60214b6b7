package dev.albireo.credentials.admin;

import dev.albireo.credentials.user.LoginName;
import dev.albireo.credentials.user.UserFilter;
import dev.albireo.credentials.user.UserFilter.FactorCondition;
import dev.albireo.web.Problem;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The query parameters that select accounts; an invalid one is rejected with {@code BAD_REQUEST}. */
class ListedUsers {
    private static final int MAX_LENGTH = 100;

    @RestQuery
    @Nullable
    String search;

    @RestQuery
    @Nullable
    String group;

    @RestQuery
    @Nullable
    String enabled;

    @RestQuery
    @Nullable
    String requires2fa;

    @RestQuery
    @Nullable
    String totpEnabled;

    @RestQuery
    @Nullable
    String emailVerified;

    @RestQuery
    @Nullable
    String factor;

    @RestQuery
    @Nullable
    String lastLoginBefore;

    UserFilter filter() {
        return new UserFilter(
                present(search).map(text -> name(text)),
                group(group),
                flag("enabled", enabled),
                flag("requires2fa", requires2fa),
                flag("totpEnabled", totpEnabled),
                flag("emailVerified", emailVerified),
                present(factor).map(ListedUsers::factor),
                present(lastLoginBefore).map(ListedUsers::instant));
    }

    /** Returns the condition that the account has this group, if one is given. */
    static Optional<String> group(@Nullable String group) {
        return present(group).map(ListedUsers::plain);
    }

    private static Optional<String> present(@Nullable String value) {
        return Optional.ofNullable(value).filter(text -> !text.isBlank());
    }

    private static String name(String text) {
        return LoginName.of(text)
                .map(LoginName::value)
                .filter(name -> name.length() <= MAX_LENGTH)
                .orElseThrow(() -> refused("search"));
    }

    private static String plain(String text) {
        if (text.length() > MAX_LENGTH || !LoginName.isPlain(text)) {
            throw refused("group");
        }
        return text;
    }

    private static Optional<Boolean> flag(String name, @Nullable String value) {
        return present(value).map(text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw refused(name);
        });
    }

    private static FactorCondition factor(String text) {
        return Arrays.stream(FactorCondition.values())
                .filter(factor -> factor.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElseThrow(() -> refused("factor"));
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw refused("lastLoginBefore");
        }
    }

    private static RuntimeException refused(String field) {
        return Problem.BAD_REQUEST.because(field + " is invalid", field);
    }
}
