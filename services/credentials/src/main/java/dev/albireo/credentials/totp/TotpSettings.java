package dev.albireo.credentials.totp;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** What operators say of codes. */
@ApplicationScoped
class TotpSettings {
    private static final Settings DEFAULTS = new Settings("Albireo", 1);

    /**
     * What holds now.
     *
     * @param issuer how applications call this server
     * @param pastSteps how many steps before the current one are good as well
     */
    record Settings(String issuer, int pastSteps) {}

    /** As the AuthConfig says that is named, or that holds where none is. */
    Uni<Settings> active(Optional<String> named) {
        return Uni.createFrom().item(DEFAULTS);
    }
}
