package dev.albireo.web;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.FormatStyle;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The language of the current page ({@code inject:language}): the first that there are texts for of
 *
 * <ol>
 *   <li>{@code ui_locales} of this URL;
 *   <li>{@code ui_locales} of the authorization request (OpenID Connect Core section 3.1.2.1), unless the user has chosen a language since;
 *   <li>the language that the user chose in this browser;
 *   <li>the {@code locale} of the user;
 *   <li>{@code Accept-Language};
 *   <li>{@code albireo.ui.default-locale}.
 * </ol>
 */
@Named("language")
@RequestScoped
public class PageLanguage {
    /** The parameter of an authorization request, and of any page. */
    static final String PARAMETER = "ui_locales";

    /** The parameters of this server's own links. */
    private static final Set<String> KEPT = Set.of("interaction", "redirect_to", "way");

    /** Those that the same page in another language does without. */
    private static final Set<String> LEFT_OUT = Set.of(PARAMETER, CookieCheck.CHECK_PARAMETER);

    private static final Pattern ELSEWHERE = Pattern.compile("\\s*([A-Za-z][A-Za-z0-9+.-]*:|[/\\\\]{2})");

    private final UiLanguages languages;
    private final TextCatalogue catalogue;
    private final LanguageCookie cookie;
    private final CurrentVertxRequest request;
    private final AtomicReference<Context> context = new AtomicReference<>(Context.NONE);
    private final AtomicReference<@Nullable String> tag = new AtomicReference<>();

    PageLanguage(UiLanguages languages, TextCatalogue catalogue, LanguageCookie cookie, CurrentVertxRequest request) {
        this.languages = languages;
        this.catalogue = catalogue;
        this.cookie = cookie;
        this.request = request;
    }

    /** What is known of the preferences besides the headers of the request. */
    private record Context(Optional<String> requested, Instant requestedAt, Optional<String> ofUser) {
        private static final Context NONE = new Context(Optional.empty(), Instant.EPOCH, Optional.empty());
    }

    /** Another language of the page that is shown. */
    public record OtherLanguage(String tag, String name, String address) {}

    /** Sets the {@code ui_locales} of the authorization request that the page belongs to, and when it began, in seconds as in the cookie. */
    public void requested(Collection<String> uiLocales, Instant at) {
        change(new Context(
                languages.lookUp(uiLocales),
                at.truncatedTo(ChronoUnit.SECONDS),
                context.get().ofUser()));
    }

    /** Sets the {@code locale} of the user who is signed in. */
    public void ofUser(@Nullable Object locale) {
        Optional<String> found = locale instanceof String text ? languages.lookUp(List.of(text)) : Optional.empty();
        Context before = context.get();
        change(new Context(before.requested(), before.requestedAt(), found));
    }

    private void change(Context known) {
        context.set(known);
        tag.set(null);
    }

    /** Returns the tag of the language, for the attribute {@code lang}. */
    public String tag() {
        String known = tag.get();
        if (known == null) {
            known = chosen();
            tag.set(known);
        }
        return known;
    }

    private String chosen() {
        Context known = context.get();
        Optional<RoutingContext> page = Optional.ofNullable(request.getCurrent());
        Optional<LanguageCookie.Choice> choice = page.flatMap(cookie::read);
        return page.flatMap(this::ofUrl)
                .or(() -> known.requested()
                        .filter(tag -> choice.filter(made -> !made.at().isBefore(known.requestedAt()))
                                .isEmpty()))
                .or(() -> choice.map(LanguageCookie.Choice::tag))
                .or(known::ofUser)
                .or(() -> page.map(shown -> shown.request().getHeader("Accept-Language"))
                        .flatMap(languages::lookUpHeader))
                .orElseGet(languages::defaultTag);
    }

    /** Returns the language that the URL of a page asks for. */
    Optional<String> ofUrl(RoutingContext page) {
        return Form.ofQuery(page).optional(PARAMETER).flatMap(text -> languages.lookUp(List.of(text.split(" "))));
    }

    /**
     * Returns the other languages, each with the URL of this page in it. There are none for a page that answers a form, and for one whose URL
     * has more than this server puts there: what a client or another site wrote is repeated on no page.
     */
    public List<OtherLanguage> others() {
        RoutingContext page = request.getCurrent();
        if (page == null || !page.request().method().equals(HttpMethod.GET)) {
            return List.of();
        }
        List<String> query = Arrays.stream(
                        Optional.ofNullable(page.request().query()).orElse("").split("&"))
                .filter(pair -> !pair.isEmpty() && !LEFT_OUT.contains(nameOf(pair)))
                .toList();
        return query.stream().allMatch(PageLanguage::isOurs)
                ? languages.tags().stream()
                        .filter(other -> !other.equals(tag()))
                        .map(other -> new OtherLanguage(other, languages.nameOf(other), in(page, other, query)))
                        .toList()
                : List.of();
    }

    private static boolean isOurs(String pair) {
        return KEPT.contains(nameOf(pair)) && !leadsElsewhere(pair);
    }

    private static String nameOf(String pair) {
        return pair.replaceFirst("=.*", "");
    }

    private static String in(RoutingContext page, String language, List<String> query) {
        return page.request().path() + "?" + PARAMETER + "=" + language
                + query.stream().map(pair -> "&" + pair).collect(Collectors.joining());
    }

    /** Whether the value is the address of another site. */
    private static boolean leadsElsewhere(String pair) {
        return Form.ofQuery(pair).asMap().values().stream()
                .flatMap(List::stream)
                .anyMatch(value -> ELSEWHERE.matcher(value).lookingAt());
    }

    /** Returns a text that is written in the code, in the language of the page. */
    public String text(String written) {
        return catalogue.in(tag(), written);
    }

    /** Returns a time in the words of the language, in UTC; text that is no time as it is. */
    public String time(Object instant) {
        try {
            return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                            .withLocale(languages.locale(tag()))
                            .withZone(ZoneOffset.UTC)
                            .format(Instant.parse(instant.toString()))
                    + " UTC";
        } catch (DateTimeParseException e) {
            return instant.toString();
        }
    }
}
