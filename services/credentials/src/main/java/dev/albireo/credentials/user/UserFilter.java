package dev.albireo.credentials.user;

import io.quarkus.panache.common.Parameters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Selects accounts; an absent condition selects all.
 *
 * @param text a part of the username or the email address
 * @param group a group that the account has
 * @param lastLoginBefore the user has never signed in, or last signed in before that
 */
public record UserFilter(
        Optional<String> text,
        Optional<String> group,
        Optional<Boolean> enabled,
        Optional<Boolean> requires2fa,
        Optional<Boolean> totpEnabled,
        Optional<Boolean> emailVerified,
        Optional<FactorCondition> factor,
        Optional<Instant> lastLoginBefore) {
    private static final String PASSKEYS = "exists (select 1 from Passkey p where p.subject = u.subject)";

    /** A second factor that an account has, or that it has none. */
    public enum FactorCondition {
        PASSKEY(PASSKEYS),
        TOTP("u.totpEnabled"),
        NONE("not u.totpEnabled and not " + PASSKEYS);

        private final String condition;

        FactorCondition(String condition) {
            this.condition = condition;
        }
    }

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
        factor.ifPresent(kind -> conditions.add(kind.condition));
        lastLoginBefore.ifPresent(moment -> {
            conditions.add("(u.lastLoginAt is null or u.lastLoginAt < :lastLoginBefore)");
            parameters.and("lastLoginBefore", moment);
        });
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
