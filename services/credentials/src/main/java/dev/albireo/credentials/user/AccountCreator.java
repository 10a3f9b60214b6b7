package dev.albireo.credentials.user;

import dev.albireo.credentials.password.HashCaller;
import dev.albireo.outbox.Audit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The caller that creates an account.
 *
 * @param actor the administrator, or {@link Audit#ANONYMOUS} for a registration
 * @param address the address of the browser; null for an administrator
 * @param hashCaller the caller for whom the password is hashed
 */
public record AccountCreator(String actor, @Nullable String address, HashCaller hashCaller) {
    /** Returns a browser without an account: its password waits in the share of its network. */
    public static AccountCreator browser(String address, BooleanSupplier present) {
        return new AccountCreator(Audit.ANONYMOUS, address, HashCaller.of(address, present));
    }
}
