package dev.albireo.web;

import dev.albireo.protocol.Egress;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** Produces the rules for outgoing calls. */
@Singleton
class EgressProducer {
    @Produces
    @Singleton
    Egress egress(WebConfig web, EgressConfig config) {
        return new Egress(web.development(), config.allow().orElse(List.of()));
    }
}
