package dev.albireo.web;

import dev.albireo.protocol.EgressPolicy;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** Produces the rules for outgoing calls. */
@Singleton
class EgressProducer {
    @Produces
    @Singleton
    EgressPolicy egress(WebConfig web, EgressConfig config) {
        return new EgressPolicy(web.development(), config.allow().orElse(List.of()));
    }
}
