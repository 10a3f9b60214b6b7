package dev.albireo.credentials.theme;

import dev.albireo.credentials.authconfig.AuthConfigs;
import dev.albireo.credentials.interaction.Interactions;
import dev.albireo.credentials.interaction.PendingInteraction;
import dev.albireo.credentials.mail.MailRequests;
import dev.albireo.events.AuthConfigState.Theme;
import dev.albireo.web.PageTheme;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Sets the theme of every page, including error pages, before any other filter: of the AuthConfig that the client names, where the browser
 * presents an interaction that {@code oauth} signed, otherwise of the default one.
 */
@ApplicationScoped
class ThemeFilter {
    private static final String FORGOTTEN_PASSWORD = "/login/forgot";
    private static final List<String> NO_PAGES = List.of("/internal/", "/assets/", "/webauthn/");

    private final AuthConfigs configs;
    private final Interactions interactions;
    private final MailRequests mails;
    private final PageTheme theme;

    ThemeFilter(AuthConfigs configs, Interactions interactions, MailRequests mails, PageTheme theme) {
        this.configs = configs;
        this.interactions = interactions;
        this.mails = mails;
        this.theme = theme;
    }

    @ServerRequestFilter(preMatching = true)
    public Uni<Void> apply(UriInfo uri, RoutingContext routing) {
        if (NO_PAGES.stream().anyMatch(uri.getPath()::startsWith)) {
            return Uni.createFrom().voidItem();
        }
        return named(interaction(uri, routing))
                .chain(configs::active)
                .invoke(active -> theme.apply(withOwnPage(active.theme()), routing))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    /** Where users get mails, the page of this service is the one for a forgotten password, unless the AuthConfig names another. */
    private Theme withOwnPage(Theme named) {
        return mails.enabled() && named.forgotPasswordUrl() == null
                ? new Theme(named.title(), named.brand(), named.styleUrl(), FORGOTTEN_PASSWORD)
                : named;
    }

    /** An invalid interaction is rejected by the resource, with the default theme. */
    private Uni<Optional<String>> named(Optional<String> interaction) {
        return interactions.forTheme(interaction).map(PendingInteraction::authConfig);
    }

    private static Optional<String> interaction(UriInfo uri, RoutingContext routing) {
        @Nullable String inQuery = uri.getQueryParameters().getFirst("interaction");
        return Optional.ofNullable(inQuery)
                .or(() -> Optional.ofNullable(routing.request().formAttributes().get("interaction")));
    }
}
