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
 * How the page at hand looks, for its layout ({@code inject:theme}): texts of the AuthConfig that holds, empty where it has none or where
 * nobody said which one holds.
 */
@Named("theme")
@RequestScoped
public class PageTheme {
    private static final Theme PLAIN = new Theme(null, null, null, null);
    private final AtomicReference<Theme> theme = new AtomicReference<>(PLAIN);

    /** The page wears this theme, and its policy lets the browser fetch what belongs to it. */
    public void wear(Theme worn, RoutingContext routing) {
        theme.set(worn);
        if (!styleUrl().isEmpty()) {
            ContentSecurity.allowStyle(routing, styleUrl());
        }
        if (!brandImage().isEmpty()) {
            ContentSecurity.allowImage(routing, brandImage());
        }
    }

    /** The name of the whole, in the title of the document and below the brand. */
    public String title() {
        return text(theme.get().title());
    }

    /** The brand, where it is text. */
    public String brand() {
        String brand = text(theme.get().brand());
        return isAddress(brand) ? "" : brand;
    }

    /** The address of the brand's image, where it is one. */
    public String brandImage() {
        String brand = text(theme.get().brand());
        return isAddress(brand) ? brand : "";
    }

    /** The address of one more style sheet, after ours. */
    public String styleUrl() {
        return text(theme.get().styleUrl());
    }

    /** Where somebody gets a new password. */
    public String forgotPasswordUrl() {
        return text(theme.get().forgotPasswordUrl());
    }

    /** What names the house in the title of the document. */
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
