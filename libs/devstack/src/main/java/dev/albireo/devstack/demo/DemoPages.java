package dev.albireo.devstack.demo;

import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.TemplateLocator;
import io.quarkus.qute.Variant;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Renders the demo's pages. Templates escape all values. */
final class DemoPages {
    private final Engine engine = Engine.builder()
            .addDefaults()
            .addValueResolver(new ReflectionValueResolver())
            .addResultMapper(new HtmlEscaper(List.of(Variant.TEXT_HTML)))
            .addLocator(DemoPages::locate)
            .strictRendering(true)
            .build();

    private static Optional<TemplateLocator.TemplateLocation> locate(String id) {
        String file = "templates/" + id + ".html";
        return Optional.ofNullable(DemoPages.class.getResourceAsStream(file)).map(Source::new);
    }

    /** A template of this package, declared as HTML, so that its values are escaped. */
    private record Source(InputStream stream) implements TemplateLocator.TemplateLocation {
        @Override
        public Reader read() {
            try (stream) {
                return new StringReader(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public Optional<Variant> getVariant() {
            return Optional.of(Variant.forContentType(Variant.TEXT_HTML));
        }
    }

    String home() {
        return engine.getTemplate("home").data("ways", SignInOption.values()).render();
    }

    String signedIn(TokenView token) {
        return engine.getTemplate("signed-in")
                .data("token", token)
                .data("ways", SignInOption.values())
                .render();
    }

    String problem(SignInProblem problem) {
        return engine.getTemplate("problem")
                .data("words", problem.getMessage())
                .data("advice", problem.advice())
                .data("code", problem.code())
                .render();
    }
}
