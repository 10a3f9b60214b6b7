package dev.albireo.credentials.bootstrap;

import dev.albireo.credentials.user.Users;
import dev.albireo.protocol.OpaqueToken;
import dev.albireo.protocol.OpaqueToken.OpaqueTokenType;
import dev.albireo.web.AdministratorToken;
import dev.albireo.web.WebConfig;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;

/** Prints the code that creates the first administrator, at a start without any. Never in development. */
@ApplicationScoped
class PrintBootstrapCode {
    private final BootstrapStore store;
    private final Users users;
    private final BootstrapConfig config;
    private final WebConfig web;
    private final SecureRandom random;
    private final Clock clock;

    PrintBootstrapCode(
            BootstrapStore store,
            Users users,
            BootstrapConfig config,
            WebConfig web,
            SecureRandom random,
            Clock clock) {
        this.store = store;
        this.users = users;
        this.config = config;
        this.web = web;
        this.random = random;
        this.clock = clock;
    }

    void onStart(@Observes StartupEvent started) throws Throwable {
        if (!web.development()) {
            VertxContextSupport.subscribeAndAwait(this::printIfNeeded);
        }
    }

    private Uni<Void> printIfNeeded() {
        return users.members(AdministratorToken.GROUP)
                .chain(members -> members > 0 ? Uni.createFrom().voidItem() : print());
    }

    private Uni<Void> print() {
        OpaqueToken code = OpaqueToken.random(OpaqueTokenType.BOOTSTRAP, random);
        Instant now = clock.instant();
        Instant end = now.plus(config.codeLife());
        return store.put(code.hash(), now, end)
                .invoke(mine -> {
                    if (mine) {
                        Log.warnf(
                                "bootstrap no administrator exists; create the first one at %s/account/bootstrap until %s"
                                        + " with this code, which is shown only now: %s",
                                web.issuerText(), end, code.value());
                    } else {
                        Log.warn(
                                "bootstrap no administrator exists; the code printed at an earlier start is still valid");
                    }
                })
                .replaceWithVoid();
    }
}
