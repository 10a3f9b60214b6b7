package dev.albireo.web;

import dev.albireo.protocol.OAuthEndpoint;
import io.quarkus.arc.Arc;
import io.quarkus.qute.EngineBuilder;
import io.quarkus.qute.TemplateInstance;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Shows every page in its {@link PageLanguage}, and remembers the language that a user chooses by the link on a page. */
@ApplicationScoped
class LanguageFilter {
    /** At these the parameter is the client's. */
    static final Set<String> OF_CLIENTS =
            Set.of(OAuthEndpoint.AUTHORIZATION.path(), OAuthEndpoint.END_SESSION.path(), "/auth/login");

    private final PageLanguage language;
    private final LanguageCookie cookie;

    LanguageFilter(PageLanguage language, LanguageCookie cookie) {
        this.language = language;
        this.cookie = cookie;
    }

    /** Every template of a request is rendered in its language, unless the one who renders it sets another. */
    void configure(@Observes EngineBuilder engine) {
        engine.addTemplateInstanceInitializer(this::localize);
    }

    private void localize(TemplateInstance template) {
        if (Arc.container().requestContext().isActive() && !language.tag().equals(UiLanguages.SOURCE)) {
            template.setLocale(language.tag());
        }
    }

    @Produces
    @InPageLanguage
    @Singleton
    PageMessages pageMessages(UiLanguages languages) {
        return languages.messages(PageMessages.class, language);
    }

    @ServerResponseFilter
    public void remember(ContainerResponseContext response, RoutingContext page) {
        if (page.request().method().equals(HttpMethod.GET)
                && response.getMediaType() != null
                && response.getMediaType().isCompatible(MediaType.TEXT_HTML_TYPE)
                && !OF_CLIENTS.contains(page.request().path())) {
            language.ofUrl(page)
                    .ifPresent(tag -> response.getHeaders().add(HttpHeaders.SET_COOKIE, cookie.remember(tag)));
        }
    }
}
