package dev.albireo.oauth.theme;

import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.Clients;
import dev.albireo.web.PageRefusal;
import dev.albireo.web.PageTheme;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Supplier;

/** Applies the theme of the client's AuthConfig to a page, or the default theme. Loaded for pages only; an unreadable theme is ignored. */
@ApplicationScoped
public class ClientThemes {
    private final AuthConfigProjectionStore configs;
    private final Clients clients;
    private final PageTheme theme;

    ClientThemes(AuthConfigProjectionStore configs, Clients clients, PageTheme theme) {
        this.configs = configs;
        this.clients = clients;
        this.theme = theme;
    }

    /** Applies the theme to the page for this client, or the default theme without one. */
    public Uni<Void> apply(Optional<Client> client, RoutingContext routing) {
        return configs.find(client.flatMap(known -> known.metadata().policy().authConfig()))
                .invoke(found -> found.ifPresent(applied -> theme.apply(applied, routing)))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    /** Returns this response; if it is an error, its page has the theme of the client whose id the request contains. */
    public <T> Uni<T> onRefusal(
            Supplier<Uni<? extends T>> response, Optional<String> clientId, RoutingContext routing) {
        return Uni.createFrom()
                .<T>deferred(response)
                .onFailure(PageRefusal.class)
                .call(refusal -> clientId.map(clients::find)
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty()))
                        .onFailure()
                        .recoverWithItem(Optional.empty())
                        .chain(client -> apply(client, routing)));
    }
}
