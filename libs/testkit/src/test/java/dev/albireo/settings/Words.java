package dev.albireo.settings;

import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.TextTree;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Converts names and Javadoc of the sources to the form of the page. */
final class Words {
    private Words() {}

    /** Returns the name of a key as SmallRye Config derives it: {@code codeLifetime} is {@code code-lifetime}. */
    static String kebab(String camel) {
        return camel.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    /** Returns a constant as it is written in a setting: {@code WITH_CODE} is {@code with-code}. */
    static String constant(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the body of a Javadoc comment, on one line of Markdown. */
    static String markdown(List<? extends DocTree> body) {
        return body.stream().map(Words::markdown).collect(Collectors.joining()).replaceAll("\\s+", " ");
    }

    private static String markdown(DocTree part) {
        return switch (part) {
            case TextTree text -> text.getBody();
            case LiteralTree literal -> "`" + literal.getBody().getBody() + "`";
            case LinkTree link -> "`" + kebab(link.getReference().getSignature().replaceAll("^#|\\(.*$", "")) + "`";
            default -> throw new IllegalArgumentException("no Markdown is known for " + part);
        };
    }
}
