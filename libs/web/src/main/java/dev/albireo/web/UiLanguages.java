package dev.albireo.web;

import static java.util.Objects.requireNonNull;

import io.quarkus.arc.Arc;
import io.quarkus.arc.InstanceHandle;
import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Singleton;
import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The languages of pages and mails: those for which there are files of texts ({@code messages/language_<language>.properties}), and English, in
 * which the texts are written.
 */
@Singleton
@Startup
public class UiLanguages {
    /** The language of the texts in the code. */
    public static final String SOURCE = "en";

    private static final int MAX_HEADER_LENGTH = 500;

    private final Map<String, Locale> locales;
    private final List<String> tags;
    private final String fallback;

    UiLanguages(LanguageConfig config) {
        locales = existing();
        tags = List.copyOf(locales.keySet());
        fallback = lookUp(List.of(config.defaultLocale()))
                .filter(tag -> tag.equalsIgnoreCase(config.defaultLocale()))
                .orElseThrow(() -> new IllegalStateException("albireo.ui.default-locale is " + config.defaultLocale()
                        + ", for which there are no texts; use one of " + String.join(", ", locales.keySet())));
    }

    private static Map<String, Locale> existing() {
        try (Stream<InstanceHandle<LanguageMessages>> bundles =
                Arc.container().listAll(LanguageMessages.class, Any.Literal.INSTANCE).stream()) {
            return bundles.flatMap(bundle -> bundle.getBean().getQualifiers().stream())
                    .flatMap(UiLanguages::tag)
                    .collect(Collectors.toMap(
                            tag -> tag, Locale::forLanguageTag, (first, second) -> first, TreeMap::new));
        }
    }

    private static Stream<String> tag(Annotation qualifier) {
        return qualifier instanceof Localized localized ? Stream.of(localized.value()) : Stream.empty();
    }

    /** Returns the tags of all languages, sorted. */
    public List<String> tags() {
        return tags;
    }

    /** Returns the tag of the default language. */
    public String defaultTag() {
        return fallback;
    }

    /** Returns the locale of dates, times and numbers in one of the {@link #tags}; in English they have the day first and 24 hours. */
    public Locale locale(String tag) {
        return tag.equals(SOURCE) ? Locale.UK : locales.getOrDefault(tag, Locale.UK);
    }

    /** Returns the name of a language in itself, such as Deutsch. */
    String nameOf(String tag) {
        return messages(LanguageMessages.class, tag).name();
    }

    /** Returns the best of the languages for these tags, the preferred first (RFC 4647 section 3.4); empty if there is none. */
    public Optional<String> lookUp(Collection<String> preferred) {
        List<LanguageRange> ranges = preferred.stream()
                .flatMap(tag -> ranges(tag.replace('_', '-')).stream())
                .toList();
        return Optional.ofNullable(Locale.lookupTag(ranges, locales.keySet()));
    }

    /** Returns the best of the languages for a header {@code Accept-Language} (RFC 9110 section 12.5.4). */
    Optional<String> lookUpHeader(String header) {
        return Optional.ofNullable(Locale.lookupTag(ranges(header), locales.keySet()));
    }

    /** Returns nothing for text that is not a list of language ranges. */
    private static List<LanguageRange> ranges(String text) {
        try {
            return text.isBlank() || text.length() > MAX_HEADER_LENGTH ? List.of() : LanguageRange.parse(text);
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    /**
     * Returns the texts of a bundle, each in the language that the current request has when it is asked for.
     *
     * @param type an interface with {@code @MessageBundle}
     */
    public <T> T messages(Class<T> type, PageLanguage language) {
        Map<String, T> bundles =
                locales.keySet().stream().collect(Collectors.toMap(tag -> tag, tag -> messages(type, tag)));
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> call(requireNonNull(bundles.get(tagOf(language))), method, arguments)));
    }

    private String tagOf(PageLanguage language) {
        return Arc.container().requestContext().isActive() ? language.tag() : fallback;
    }

    /** Returns the texts of a bundle in one of the languages. */
    public <T> T messages(Class<T> type, String tag) {
        return MessageBundles.get(type, Localized.Literal.of(tag));
    }

    private static Object call(Object bundle, Method method, Object... arguments) throws Throwable {
        try {
            return method.invoke(bundle, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
