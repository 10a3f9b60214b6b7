package dev.albireo.credentials.site;

import dev.albireo.credentials.session.Access;
import dev.albireo.credentials.session.Access.Who;
import dev.albireo.web.Assets;
import dev.albireo.web.Problem;
import dev.albireo.web.WebConfig;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** The entry of the site, and its well-known addresses (RFC 8615) for users. Those for clients are at {@code oauth}. */
@Path("/")
@Access(Who.ANYONE)
class SiteResource {
    private static final String ACCOUNT = "/account";
    private static final Duration VALID = Duration.ofDays(30);

    private final Optional<URI> contact;
    private final String issuer;
    private final Clock clock;

    SiteResource(SecurityContactConfig config, WebConfig web, Clock clock) {
        this.contact = config.contact();
        this.issuer = web.issuerText();
        this.clock = clock;
    }

    /** The pages where passkeys are created and managed, as password managers link to them. */
    record PasskeyEndpoints(String enroll, String manage) {}

    /** Leads to the account. */
    @GET
    public Uni<Response> entry() {
        return seeOther(ACCOUNT);
    }

    /** Leads to the icon of the pages, for documents that name none, such as JSON. */
    @GET
    @Path("favicon.ico")
    public Uni<Response> icon() {
        return seeOther(Assets.url("albireo.svg"));
    }

    /** Leads to the form that changes the password (W3C: A Well-Known URL for Changing Passwords). */
    @GET
    @Path(".well-known/change-password")
    public Uni<Response> changePassword() {
        return seeOther("/account/password");
    }

    /** W3C: A Well-Known URL for Relying Party Passkey Endpoints. */
    @GET
    @Path(".well-known/passkey-endpoints")
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<PasskeyEndpoints> passkeyEndpoints() {
        return Uni.createFrom().item(new PasskeyEndpoints(issuer + ACCOUNT, issuer + ACCOUNT));
    }

    /** RFC 9116. It expires 30 days after it was read; rejected with {@code NOT_FOUND} without a contact. */
    @GET
    @Path(".well-known/security.txt")
    @Produces(MediaType.TEXT_PLAIN)
    public Uni<String> security() {
        URI uri = contact.orElseThrow(() -> Problem.NOT_FOUND.because("albireo.security.contact is not set"));
        return Uni.createFrom()
                .item("Contact: %s%nExpires: %s%nCanonical: %s/.well-known/security.txt%n"
                        .formatted(uri, clock.instant().plus(VALID).truncatedTo(ChronoUnit.SECONDS), issuer));
    }

    private static Uni<Response> seeOther(String path) {
        return Uni.createFrom()
                .item(Response.status(Response.Status.SEE_OTHER)
                        .header(HttpHeaders.LOCATION, path)
                        .build());
    }
}
