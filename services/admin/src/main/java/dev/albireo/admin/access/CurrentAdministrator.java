package dev.albireo.admin.access;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.albireo.web.RecentSecondFactor;
import dev.albireo.web.WebConfig;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/**
 * The administrator of the current request, for commands that this service carries out itself. {@link AdminAuthFilter} has verified the
 * token and that the administrator is still authorized.
 */
@Singleton
public class CurrentAdministrator {
    private static final String CLAIMS = "albireo.administrator";
    private static final String DEVELOPMENT = "development";

    private final CurrentVertxRequest current;
    private final RecentSecondFactor recent;
    private final WebConfig config;

    CurrentAdministrator(CurrentVertxRequest current, RecentSecondFactor recent, WebConfig config) {
        this.current = current;
        this.recent = recent;
        this.config = config;
    }

    static void set(RoutingContext routing, JWTClaimsSet claims) {
        routing.put(CLAIMS, claims);
    }

    /**
     * Returns the name for the audit trail: the subject, or {@code development}. Rejects with {@code FRESH_PROOF_REQUIRED} an administrator
     * without a recent second factor.
     */
    public String requireRecentSecondFactor() {
        RoutingContext routing = current.getCurrent();
        JWTClaimsSet claims = routing == null ? null : routing.get(CLAIMS);
        if (claims == null && config.development()) {
            return DEVELOPMENT;
        }
        if (claims == null || !recent.isProvedBy(claims)) {
            throw RecentSecondFactor.refusal();
        }
        return String.valueOf(claims.getSubject());
    }
}
