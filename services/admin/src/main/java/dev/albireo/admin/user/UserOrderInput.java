package dev.albireo.admin.user;

import java.util.Locale;
import org.eclipse.microprofile.graphql.Enum;

/** The order of a list of users. */
@Enum("UserOrder")
public enum UserOrderInput {
    USERNAME,
    USERNAME_DESC,
    CREATED,
    CREATED_DESC,
    LAST_LOGIN,
    LAST_LOGIN_DESC;

    /** Returns the name that {@code credentials} has for it. */
    String parameter() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
