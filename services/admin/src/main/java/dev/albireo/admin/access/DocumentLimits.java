package dev.albireo.admin.access;

import graphql.language.Directive;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.Node;
import graphql.language.OperationDefinition;
import graphql.language.OperationDefinition.Operation;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.Parser;
import java.util.Optional;

/**
 * The limits of one document, counted before it is executed: the library's own limits ignore {@code __typename}, aliases, directives and
 * the number of commands in a request.
 */
final class DocumentLimits {
    private static final int FIELDS = 200;
    private static final int ALIASES = 50;
    private static final int DIRECTIVES = 20;
    private static final int MUTATIONS = 25;

    private int fields;
    private int aliases;
    private int directives;

    private DocumentLimits() {}

    /** Returns the syntax error of a query, or the limit that it exceeds, if any. */
    static Optional<InvalidGraphql> wrongWith(String query) {
        Document document;
        try {
            document = Parser.parse(query);
        } catch (InvalidSyntaxException e) {
            return Optional.of(InvalidGraphql.of(e));
        }
        boolean manyMutations = document.getDefinitionsOfType(OperationDefinition.class).stream()
                .filter(operation -> operation.getOperation() == Operation.MUTATION)
                .anyMatch(
                        operation -> operation.getSelectionSet().getSelections().size() > MUTATIONS);
        if (manyMutations) {
            return Optional.of(InvalidGraphql.of("a request may have " + MUTATIONS + " mutations"));
        }
        DocumentLimits counted = new DocumentLimits();
        counted.count(document);
        return counted.exceeded().map(InvalidGraphql::of);
    }

    private void count(Node<?> node) {
        if (node instanceof Field field) {
            fields++;
            if (field.getAlias() != null) {
                aliases++;
            }
        } else if (node instanceof Directive) {
            directives++;
        }
        node.getChildren().forEach(this::count);
    }

    private Optional<String> exceeded() {
        if (fields > FIELDS) {
            return Optional.of("a request may have " + FIELDS + " fields");
        }
        if (aliases > ALIASES) {
            return Optional.of("a request may have " + ALIASES + " aliases");
        }
        return directives > DIRECTIVES
                ? Optional.of("a request may have " + DIRECTIVES + " directives")
                : Optional.empty();
    }
}
