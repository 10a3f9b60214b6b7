package dev.albireo.credentials.login;

import dev.albireo.web.UserRegistrationMode;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** The registration of users by themselves. */
@ConfigMapping(prefix = "albireo.registration-page")
interface UserRegistrationConfig {
    /**
     * Who may register at /register: {@code closed} no user; {@code invitation} users whom an administrator invites by mail; {@code verified-mail} also users
     * who prove their email address by a link in a mail; {@code open} all users, without any proof. All but {@code closed} and {@code open} require
     * {@code albireo.mail.enabled}. Set the same in oauth.
     */
    @WithDefault("closed")
    UserRegistrationMode mode();

    /** The terms that users accept when they register: the pages link to them, and the acceptance is recorded with its time. */
    Optional<String> termsUri();

    /** Whether the pages offer to create a passkey instead of a password, in browsers that can. Such an account has no password. */
    @WithDefault("true")
    boolean passkey();
}
