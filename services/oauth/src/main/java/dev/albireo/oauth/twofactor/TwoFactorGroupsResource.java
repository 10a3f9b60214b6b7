package dev.albireo.oauth.twofactor;

import dev.albireo.web.CrossSite;
import dev.albireo.web.TwoFactorGroupsConfig;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** GET /internal/two-factor/groups: the groups whose members must sign in with two factors, as this service is configured. */
@Path("/internal/two-factor/groups")
@CrossSite("takes only bearer tokens, which no browser sends by itself")
class TwoFactorGroupsResource {
    private final TwoFactorGroupsConfig config;

    TwoFactorGroupsResource(TwoFactorGroupsConfig config) {
        this.config = config;
    }

    /** The names of the groups, in alphabetical order. */
    record TwoFactorGroupsView(List<String> groups) {}

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<TwoFactorGroupsView> groups() {
        return Uni.createFrom()
                .item(new TwoFactorGroupsView(config.all().stream().sorted().toList()));
    }
}
