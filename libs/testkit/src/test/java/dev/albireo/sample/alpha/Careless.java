package dev.albireo.sample.alpha;

import com.nimbusds.jwt.SignedJWT;
import dev.albireo.events.AuditRecorded;
import dev.albireo.events.Event;
import dev.albireo.sample.beta.Other;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.NewCookie;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** Breaks rules 1, 3, 4, 5, 8, 13, 16, 18, 19, 20, 22 and 23. */
@Path("/careless")
public class Careless {
    private Instant last = Instant.EPOCH;

    @GET
    String answer() throws ParseException {
        last = Instant.now();
        return URLEncoder.encode(SignedJWT.parse("a.b.c").serialize(), StandardCharsets.UTF_8)
                + UUID.randomUUID()
                + new SecureRandom().toString()
                + HttpClient.newHttpClient()
                + last
                + new Other();
    }

    String cookie() {
        return new NewCookie.Builder("session").value("x").build().toString();
    }

    Object members(NativeQueries session) {
        return session.createNativeQuery("SELECT count(*) FROM users");
    }

    interface NativeQueries {
        Object createNativeQuery(String sql);
    }

    Event audit() {
        return new AuditRecorded("anonymous", "any text", null, "success", Map.of(), null, last);
    }
}
