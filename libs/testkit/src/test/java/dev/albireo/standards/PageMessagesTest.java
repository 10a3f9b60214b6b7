package dev.albireo.standards;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Every text of a page is a message of a bundle, and every message is used")
class PageMessagesTest {

    private static final Pattern BUNDLE = Pattern.compile("@MessageBundle\\(value = \"(\\w+)\"");
    private static final Pattern MESSAGE = Pattern.compile("^    String (\\w+)\\(", Pattern.MULTILINE);
    private static final Pattern WORD = Pattern.compile("\\p{L}{2,}");

    /** Qute's comments, sections and expressions, one level of nested braces included. */
    private static final Pattern QUTE = Pattern.compile("\\{!.*?!}|\\{[^{}\\s](?:[^{}]|\\{[^{}]*})*}", Pattern.DOTALL);

    /** The attributes that a user reads or hears. */
    private static final Pattern READ =
            Pattern.compile("\\b(?:title|alt|placeholder|aria-label|content)\\s*=\\s*\"([^\"]*)\"");

    /** A literal in an expression or a parameter of a section, which the page may show: its first letter is a capital. */
    private static final Pattern LITERAL = Pattern.compile("\\{[#\\w][^{}]*?(?:'|=\")(\\p{Lu}\\p{Ll}[^'\"{}]*)['\"]");

    /** Not texts: the product's name, and values of {@code <meta>} elements. */
    private static final Set<String> NOT_TRANSLATED =
            Set.of("Albireo", "width=device-width, initial-scale=1", "light dark", "; url=");

    record Bundle(String name, String type, Set<String> keys) {}

    private static final List<Path> TEMPLATES = files("/src/main/resources/templates/", "");
    private static final List<String> JAVA =
            files("/src/main/java/", ".java").stream().map(SourceFiles::read).toList();
    private static final Map<String, Bundle> BUNDLES = bundles();

    static Stream<Path> templates() {
        return TEMPLATES.stream().map(SourceFiles.CHECKOUT::relativize);
    }

    static Stream<String> names() {
        return BUNDLES.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("templates")
    void a_template_has_no_text(Path template) {
        assertThat(texts(SourceFiles.read(SourceFiles.CHECKOUT.resolve(template))))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("templates")
    void the_messages_of_a_template_exist(Path template) {
        String text = SourceFiles.read(SourceFiles.CHECKOUT.resolve(template));
        BUNDLES.forEach((name, bundle) -> assertThat(bundle.keys()).as(name).containsAll(used(bundle, text)));
    }

    @ParameterizedTest
    @MethodSource("names")
    void every_message_is_used(String name) {
        Bundle bundle = requireNonNull(BUNDLES.get(name));
        Set<String> unused = new TreeSet<>(bundle.keys());
        TEMPLATES.forEach(template -> unused.removeAll(used(bundle, SourceFiles.read(template))));
        JAVA.stream()
                .filter(text -> text.contains(bundle.type()))
                .forEach(text -> unused.removeIf(key -> text.contains("." + key + "(") || text.contains("::" + key)));
        assertThat(unused)
                .as("messages of %s that no page shows", bundle.type())
                .isEmpty();
    }

    @Test
    void the_pages_and_their_bundles_are_found() {
        assertThat(TEMPLATES).hasSizeGreaterThan(20);
        assertThat(BUNDLES).containsKeys("page", "logout", "authorize", "device");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<h1>Sign in</h1>",
                "<p>{#if x}Yes{#else}{page:no}{/if}</p>",
                "<img alt=\"A picture\">",
                "{#include layout title='Sign in'}",
                "{#include layout title=\"Sign in\"}",
                "<h1>{x ? 'Sign in' : page:no}</h1>"
            })
    void text_in_a_template_is_recognised(String template) {
        assertThat(texts(template)).isNotEmpty();
    }

    private static List<String> texts(String template) {
        String markup = template.replaceAll("(?s)\\{!.*?!}|<!--.*?-->", "");
        String html = QUTE.matcher(markup).replaceAll("");
        Stream<String> shown = Stream.of(html.replaceAll("(?s)<[^>]*>", "\n").split("\n"));
        Stream<String> read = READ.matcher(html).results().map(found -> found.group(1));
        Stream<String> literals = LITERAL.matcher(markup).results().map(found -> found.group(1));
        return Stream.of(shown, read, literals)
                .flatMap(part -> part)
                .map(String::strip)
                .filter(text -> WORD.matcher(text).find() && !NOT_TRANSLATED.contains(text))
                .toList();
    }

    private static Set<String> used(Bundle bundle, String text) {
        return Pattern.compile("(?<![\\w:])" + bundle.name() + ":(\\w+)")
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }

    private static Map<String, Bundle> bundles() {
        Map<String, Bundle> bundles = new TreeMap<>();
        files("/src/main/java/", "Messages.java").forEach(file -> {
            String text = SourceFiles.read(file);
            BUNDLE.matcher(text)
                    .results()
                    .map(found -> new Bundle(
                            found.group(1), file.getFileName().toString().replace(".java", ""), keys(text)))
                    .forEach(bundle -> bundles.put(bundle.name(), bundle));
        });
        return bundles;
    }

    private static Set<String> keys(String text) {
        return MESSAGE.matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Path> files(String folder, String ending) {
        try (Stream<Path> files = Stream.of("libs", "services")
                .flatMap(part -> SourceFiles.below(SourceFiles.CHECKOUT.resolve(part)))
                .filter(file ->
                        file.toString().contains(folder) && file.toString().endsWith(ending))) {
            return files.sorted().toList();
        }
    }
}
