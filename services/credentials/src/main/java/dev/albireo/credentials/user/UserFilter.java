package dev.albireo.credentials.user;

import io.quarkus.panache.common.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Selects accounts; an absent condition selects all.
 *
 * @param text a part of the username or the email address
 * @param group a group that the account has
 */
public record UserFilter(
        Optional<String> text,
        Optional<String> group,
        Optional<Boolean> enabled,
        Optional<Boolean> requires2fa,
        Optional<Boolean> totpEnabled,
        Optional<Boolean> emailVerified) {

    /** Returns the conditions in HQL, with an alias u for the account, and adds their values to {@code parameters}. */
    String conditions(Parameters parameters) {
        List<String> conditions = new ArrayList<>(List.of("true"));
        text.ifPresent(part -> {
            conditions.add("(u.usernameKey like :pattern escape '!' or lower(u.email) like :pattern escape '!')");
            parameters.and("pattern", pattern(part));
        });
        group.ifPresent(name -> {
            conditions.add(UserStore.MEMBER);
            parameters.and("group", name);
        });
        flag("enabled", enabled, conditions, parameters);
        flag("requires2fa", requires2fa, conditions, parameters);
        flag("totpEnabled", totpEnabled, conditions, parameters);
        flag("emailVerified", emailVerified, conditions, parameters);
        return String.join(" and ", conditions);
    }

    private static void flag(String field, Optional<Boolean> value, List<String> conditions, Parameters parameters) {
        value.ifPresent(flag -> {
            conditions.add("u." + field + " = :" + field);
            parameters.and(field, flag);
        });
    }

    private static String pattern(String text) {
        return "%" + text.toLowerCase(Locale.ROOT).replaceAll("([!%_])", "!$1") + "%";
    }
}
