package dev.albireo.credentials.account;

import dev.albireo.credentials.oauth.AuthorizedApplications.ApplicationView;
import dev.albireo.credentials.oauth.AuthorizedApplications.Permission;
import java.util.List;
import java.util.Objects;

/** An application on the account page; {@code logo} is its URL, or an empty text. */
public record ApplicationRow(String id, String name, String logo, String since, List<Permission> permissions) {
    static ApplicationRow of(ApplicationView application) {
        return new ApplicationRow(
                application.clientId(),
                application.name(),
                Objects.requireNonNullElse(application.logoUri(), ""),
                application.since().toString(),
                application.permissions());
    }
}
