package dev.albireo.sample.alpha;

import com.nimbusds.jwt.SignedJWT;
import dev.albireo.sample.beta.Other;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Instant;
import java.util.UUID;

/** Breaks rules 1, 3, 4, 5, 8, 13, 16 and 18. */
@Path("/careless")
public class Careless {
    private Instant last = Instant.EPOCH;

    @GET
    String answer() throws ParseException {
        last = Instant.now();
        return SignedJWT.parse("a.b.c").serialize()
                + UUID.randomUUID()
                + new SecureRandom().toString()
                + HttpClient.newHttpClient()
                + last
                + new Other();
    }
}
