package dev.albireo.admin.access;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.albireo.web.AdministratorPermission;
import dev.albireo.web.AdministratorRole;
import dev.albireo.web.Problem;
import dev.albireo.web.RecentSecondFactor;
import dev.albireo.web.WebConfig;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * The administrator of the current request, for commands that this service carries out itself. {@link AdminAuthFilter} has verified the
 * token and that the administrator is still authorized.
 */
@Singleton
public class CurrentAdministrator {
    private static final String CLAIMS = "albireo.administrator";
    private static final String ROLE = "albireo.role";
    private static final String DEVELOPMENT = "development";

    private final CurrentVertxRequest current;
    private final RecentSecondFactor recent;
    private final WebConfig config;

    CurrentAdministrator(CurrentVertxRequest current, RecentSecondFactor recent, WebConfig config) {
        this.current = current;
        this.recent = recent;
        this.config = config;
    }

    /** {@code role} is empty for a service account, which this service carries out no command of. */
    static void set(RoutingContext routing, JWTClaimsSet claims, Optional<AdministratorRole> role) {
        routing.put(CLAIMS, claims);
        role.ifPresent(present -> routing.put(ROLE, present));
    }

    /**
     * Returns the name for the audit trail: the subject, or {@code development}. Rejects with {@code FORBIDDEN} a role without
     * the permission, and with {@code FRESH_PROOF_REQUIRED} an administrator without a recent second factor.
     */
    public String require(AdministratorPermission permission) {
        RoutingContext routing = current.getCurrent();
        JWTClaimsSet claims = routing == null ? null : routing.get(CLAIMS);
        if (claims == null && config.development()) {
            return DEVELOPMENT;
        }
        AdministratorRole role = routing == null ? null : routing.get(ROLE);
        if (role == null || !role.has(permission)) {
            throw Problem.FORBIDDEN.because(
                    "the role of the administrator does not permit this; see docs/administrators.md");
        }
        if (claims == null || !recent.isProvedBy(claims)) {
            throw RecentSecondFactor.refusal();
        }
        return String.valueOf(claims.getSubject());
    }
}
