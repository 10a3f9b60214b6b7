package dev.albireo.standards;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Every language has every text, as docs/languages.md says")
class LanguagesTest {

    private static final List<Path> MODULES = Stream.of(
                    "libs/web", "services/oauth", "services/credentials", "services/webhooks")
            .map(SourceFiles.CHECKOUT::resolve)
            .toList();

    private static final Pattern BUNDLE = Pattern.compile("@MessageBundle\\(value = \"(\\w+)\", locale = \"en\"\\)");
    private static final Pattern MESSAGE =
            Pattern.compile("@Message\\(\\s*((?:\"(?:[^\"\\\\]|\\\\.)*\"[\\s+]*)+)\\)\\s*String (\\w+)\\(");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\w+}");
    private static final Pattern CODE = Pattern.compile("\\{[^}]*}");
    private static final Pattern LANGUAGE_FILE = Pattern.compile("(\\w+?)_([A-Za-z-]+)\\.properties");

    /** The arguments that are texts, up to the next statement: heading, message and link. */
    private static final Pattern REFUSAL = Pattern.compile("PageRefusal\\.of\\((.*?);", Pattern.DOTALL);

    private static final Pattern SHOWN =
            Pattern.compile("static final String (?:WRONG|TOO_MANY\\w*|PROBLEM\\w*) =\\s*((?:\"[^\"]*\"[\\s+]*)+);");

    private static final Pattern HELD = Pattern.compile("private final (\\w+Messages) \\w+;");

    /** Words that are the same in another language. */
    private static final Set<String> SAME = Set.of("Code", "Logo", "Name", "Passkeys", "Administrator");

    /** The English texts of a bundle by key. */
    private record Bundle(Path module, String name, Map<String, String> texts) {
        private Path file(String language) {
            return module.resolve("src/main/resources/messages/" + name + "_" + language + ".properties");
        }
    }

    @Test
    void each_bundle_has_a_file_in_each_language_with_its_keys_and_no_others() {
        assertThat(languages()).isNotEmpty();
        for (Bundle bundle : bundles()) {
            for (String language : languages()) {
                assertThat(bundle.file(language)).exists();
                assertThat(translations(bundle.file(language)).keySet())
                        .as(bundle.file(language).toString())
                        .containsExactlyInAnyOrderElementsOf(bundle.texts().keySet());
            }
        }
    }

    @Test
    void each_translation_has_the_values_of_its_text_and_is_not_the_same() {
        for (Bundle bundle : bundles()) {
            for (String language : languages()) {
                translations(bundle.file(language)).forEach((key, translation) -> {
                    String text = bundle.texts().getOrDefault(key, "");
                    assertThat(names(translation, PLACEHOLDER))
                            .as(bundle.name() + "." + key + " in " + language)
                            .isEqualTo(names(text, PLACEHOLDER));
                    assertThat(translation)
                            .as(bundle.name() + "." + key + " in " + language)
                            .isNotBlank();
                    if (!SAME.contains(text)
                            && !CODE.matcher(text).replaceAll("").isBlank()) {
                        assertThat(translation)
                                .as(bundle.name() + "." + key + " in " + language + " is not translated")
                                .isNotEqualTo(text);
                    }
                });
            }
        }
    }

    @Test
    void each_text_of_an_error_page_has_a_translation_in_its_module_or_in_the_common_one() {
        for (Path module : MODULES) {
            List<String> texts = sources(module)
                    .flatMap(source -> Stream.concat(refusals(source), shown(source)))
                    .distinct()
                    .toList();
            for (String language : languages()) {
                Map<String, String> known = new LinkedHashMap<>(catalogue(MODULES.getFirst(), language));
                known.putAll(catalogue(module, language));
                assertThat(known.keySet()).as(module + " in " + language).containsAll(texts);
                assertThat(known)
                        .allSatisfy((text, translation) -> assertThat(names(translation, PLACEHOLDER))
                                .as(text)
                                .isEqualTo(names(text, PLACEHOLDER)));
            }
        }
    }

    /** The packages whose problems the forms or scripts of pages show. */
    private static final Set<String> ON_PAGES = Set.of(
            "account",
            "email",
            "enrolment",
            "factor",
            "factorreset",
            "interaction",
            "login",
            "passkey",
            "password",
            "recovery",
            "registration",
            "report",
            "reset",
            "session",
            "totp",
            "twofactor");

    /** What administrators and other programs are told there. */
    private static final Pattern FOR_PROGRAMS = Pattern.compile(
            ".*(albireo\\.|unlock the user|the user'?s? |the body is|is not an? |enable it first|twoFactor\\.|belongs to an account"
                    + "|name is missing|credentialId|closed the connection).*");

    private static final Pattern PROBLEM =
            Pattern.compile("\\.because\\(\\s*((?:\"(?:[^\"\\\\]|\\\\.)*\"[\\s+]*)+)[,)]");

    @Test
    void each_problem_that_a_page_shows_has_a_translation() {
        Path module = MODULES.stream()
                .filter(found -> found.endsWith("credentials"))
                .findFirst()
                .orElseThrow();
        List<String> problems = ON_PAGES.stream()
                .flatMap(name -> SourceFiles.below(module.resolve("src/main/java/dev/albireo/credentials/" + name)))
                .map(SourceFiles::read)
                .flatMap(source -> PROBLEM.matcher(source).results())
                .map(found -> literal(found.group(1)))
                .filter(text -> !FOR_PROGRAMS.matcher(text).matches())
                .distinct()
                .toList();
        assertThat(problems).hasSizeGreaterThan(30);
        for (String language : languages()) {
            assertThat(catalogue(module, language).keySet()).as(language).containsAll(problems);
        }
    }

    @Test
    void a_bundle_that_code_injects_follows_the_page() {
        for (Path module : MODULES) {
            sources(module)
                    .forEach(source -> HELD.matcher(source)
                            .results()
                            .forEach(held -> assertThat(source)
                                    .as(held.group())
                                    .contains("@InPageLanguage " + held.group(1) + " ")));
        }
    }

    private static Stream<String> refusals(String source) {
        return REFUSAL.matcher(source)
                .results()
                .map(found -> found.group(1))
                .filter(arguments -> !arguments.contains("int status"))
                .flatMap(arguments -> Pattern.compile("((?:\"[^\"]*\"\\s*\\+?\\s*)+)")
                        .matcher(arguments)
                        .results()
                        .map(found -> literal(found.group(1))))
                .filter(text -> !text.isEmpty() && Character.isUpperCase(text.codePointAt(0)) && !text.endsWith(" "));
    }

    private static Stream<String> shown(String source) {
        return SHOWN.matcher(source)
                .results()
                .map(found -> literal(found.group(1)))
                .filter(text -> Character.isUpperCase(text.codePointAt(0)));
    }

    private static List<Bundle> bundles() {
        List<Bundle> bundles = new ArrayList<>();
        for (Path module : MODULES) {
            sources(module)
                    .forEach(source -> BUNDLE.matcher(source)
                            .results()
                            .forEach(found -> bundles.add(new Bundle(module, found.group(1), texts(source)))));
        }
        assertThat(bundles).hasSizeGreaterThan(10);
        return bundles;
    }

    private static Map<String, String> texts(String source) {
        return MESSAGE.matcher(source)
                .results()
                .collect(Collectors.toMap(
                        found -> found.group(2), found -> literal(found.group(1)), (a, b) -> a, LinkedHashMap::new));
    }

    private static String literal(String written) {
        return LITERAL.matcher(written)
                .results()
                .map(part -> part.group(1))
                .collect(Collectors.joining())
                .replace("\\\"", "\"");
    }

    private static Set<String> languages() {
        return MODULES.stream()
                .flatMap(module -> SourceFiles.below(module.resolve("src/main/resources/messages")))
                .map(file -> LANGUAGE_FILE.matcher(file.getFileName().toString()))
                .filter(name -> name.matches())
                .map(name -> name.group(2))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, String> translations(Path file) {
        return SourceFiles.read(file)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf('=')),
                        line -> line.substring(line.indexOf('=') + 1),
                        (a, b) -> a,
                        LinkedHashMap::new));
    }

    private static Map<String, String> catalogue(Path module, String language) {
        Path file = module.resolve("src/main/resources/texts/" + module.getFileName() + "_" + language + ".txt");
        Map<String, String> pairs = new LinkedHashMap<>();
        if (Files.exists(file)) {
            List<String> lines = SourceFiles.read(file)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
            for (int i = 0; i + 1 < lines.size(); i += 2) {
                assertThat(pairs.put(lines.get(i), lines.get(i + 1)))
                        .as(lines.get(i))
                        .isNull();
            }
        }
        return pairs;
    }

    private static Set<String> names(String text, Pattern pattern) {
        return pattern.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> sources(Path module) {
        return SourceFiles.below(module.resolve("src/main/java"))
                .filter(file -> file.toString().endsWith(".java"))
                .map((Function<Path, String>) SourceFiles::read);
    }
}
