package dev.albireo.web;

import dev.albireo.events.AuthConfigState.Theme;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The theme of the current page, for its layout ({@code inject:theme}): texts of the AuthConfig that applies, empty if it has none or no
 * AuthConfig was set.
 */
@Named("theme")
@RequestScoped
public class PageTheme {
    private static final Theme PLAIN = new Theme(null, null, null, null);
    private final AtomicReference<Theme> theme = new AtomicReference<>(PLAIN);

    /** Sets the theme, and permits its resources in the policy. */
    public void apply(Theme applied, RoutingContext routing) {
        theme.set(applied);
        if (!styleUrl().isEmpty()) {
            ContentSecurity.allowStyle(routing, styleUrl());
        }
        if (!brandImage().isEmpty()) {
            ContentSecurity.allowImage(routing, brandImage());
        }
    }

    /** Returns the name of the site, in the title of the document and below the brand. */
    public String title() {
        return text(theme.get().title());
    }

    /** Returns the brand, if it is text. */
    public String brand() {
        String brand = text(theme.get().brand());
        return isAddress(brand) ? "" : brand;
    }

    /** Returns the URL of the brand's image, if it is one. */
    public String brandImage() {
        String brand = text(theme.get().brand());
        return isAddress(brand) ? brand : "";
    }

    /** Returns the URL of an additional style sheet, loaded after this server's own. */
    public String styleUrl() {
        return text(theme.get().styleUrl());
    }

    /** Returns the URL where a user gets a new password. */
    public String forgotPasswordUrl() {
        return text(theme.get().forgotPasswordUrl());
    }

    /** Returns the name of the site in the title of the document. */
    public String name() {
        return Stream.of(title(), brand())
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("Albireo");
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static boolean isAddress(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.startsWith("https://") || lower.startsWith("http://");
    }
}
