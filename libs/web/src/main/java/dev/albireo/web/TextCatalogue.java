package dev.albireo.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quarkus.arc.Arc;
import io.quarkus.arc.ArcContainer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Translations of texts that are written in the code, because an API shows them too: what is wrong with a request, and what a permission
 * means. {@code texts/web_<language>.txt} and the file of the service, such as {@code texts/oauth_<language>.txt}, have pairs of lines, the
 * text and its translation, with empty lines between them; {@code {name}} stands for any text, which is translated itself if it has an
 * entry. A text without translation is shown as it is.
 */
@Singleton
public class TextCatalogue {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");

    private final Map<String, Translations> byLanguage;

    TextCatalogue(UiLanguages languages, @ConfigProperty(name = "quarkus.application.name") String application) {
        String service = application.replaceFirst("^albireo-", "");
        byLanguage = languages.tags().stream()
                .collect(Collectors.toUnmodifiableMap(
                        tag -> tag,
                        tag -> Translations.read(Stream.of("web", service)
                                .map(part -> "texts/" + part + "_" + tag + ".txt")
                                .toList())));
    }

    /** Returns the text in the language of the current page; as it is outside of a request. */
    public static String onPage(String text) {
        ArcContainer container = Arc.container();
        return container == null || !container.requestContext().isActive()
                ? text
                : container.instance(PageLanguage.class).get().text(text);
    }

    /** Returns the text in this language. */
    String in(String language, String text) {
        return Optional.ofNullable(byLanguage.get(language))
                .map(translations -> translations.of(text))
                .orElse(text);
    }

    /** A text with placeholders and its translation. */
    private record Template(Pattern pattern, List<String> names, String translation) {
        private static Template of(String text, String translation) {
            List<String> names = PLACEHOLDER
                    .matcher(text)
                    .results()
                    .map(name -> name.group(1))
                    .toList();
            StringBuilder pattern = new StringBuilder();
            int end = 0;
            for (MatchResult name : PLACEHOLDER.matcher(text).results().toList()) {
                pattern.append(Pattern.quote(text.substring(end, name.start()))).append("(.{1,500}?)");
                end = name.end();
            }
            pattern.append(Pattern.quote(text.substring(end)));
            return new Template(Pattern.compile(pattern.toString()), names, translation);
        }
    }

    /** The translations of one language. */
    private record Translations(Map<String, String> texts, List<Template> templates) {
        private static Translations read(List<String> files) {
            Map<String, String> texts = new LinkedHashMap<>();
            List<Template> templates = new ArrayList<>();
            files.forEach(file -> pairs(file).forEach((text, translation) -> {
                if (PLACEHOLDER.matcher(text).find()) {
                    templates.add(Template.of(text, translation));
                } else {
                    texts.put(text, translation);
                }
            }));
            return new Translations(Map.copyOf(texts), List.copyOf(templates));
        }

        /** Returns none for a file that there is not. */
        private static Map<String, String> pairs(String file) {
            Map<String, String> pairs = new LinkedHashMap<>();
            List<String> written = lines(file);
            if (written.size() % 2 != 0) {
                throw new IllegalStateException(file + " must have a translation after each text");
            }
            for (int i = 0; i < written.size(); i += 2) {
                pairs.put(written.get(i), written.get(i + 1));
            }
            return pairs;
        }

        private static List<String> lines(String file) {
            try (InputStream stream =
                    Thread.currentThread().getContextClassLoader().getResourceAsStream(file)) {
                return stream == null
                        ? List.of()
                        : new String(stream.readAllBytes(), UTF_8)
                                .lines()
                                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                                .toList();
            } catch (IOException e) {
                throw new UncheckedIOException(file, e);
            }
        }

        String of(String text) {
            String exact = texts.get(text);
            return exact == null ? ofTemplate(text) : exact;
        }

        private String ofTemplate(String text) {
            for (Template template : templates) {
                Matcher found = template.pattern().matcher(text);
                if (found.matches()) {
                    String translated = template.translation();
                    for (int i = 0; i < template.names().size(); i++) {
                        String value = found.group(i + 1);
                        translated = translated.replace(
                                "{" + template.names().get(i) + "}", texts.getOrDefault(value, value));
                    }
                    return translated;
                }
            }
            return text;
        }
    }
}
