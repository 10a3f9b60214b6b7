package dev.albireo.sample.alpha;

import dev.albireo.sample.beta.Other;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/** Breaks rules 1, 3, 4, 5, 8 and 13. */
@Path("/careless")
public class Careless {
    private Instant last = Instant.EPOCH;

    @GET
    String answer() {
        last = Instant.now();
        return UUID.randomUUID() + new SecureRandom().toString() + last + new Other();
    }
}
