package dev.albireo.settings;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.ParameterizedTypeTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The settings that one source file declares, read from its syntax tree: nothing is compiled or loaded. */
final class SourceFile {
    private final CompilationUnitTree unit;
    private final DocTrees docs;
    private final Map<String, ClassTree> types;

    SourceFile(CompilationUnitTree unit, DocTrees docs) {
        this.unit = unit;
        this.docs = docs;
        this.types = unit.getTypeDecls().stream()
                .flatMap(SourceFile::withNested)
                .collect(toMap(type -> type.getSimpleName().toString(), Function.identity()));
    }

    List<Setting> settings() {
        return types.values().stream()
                .flatMap(type -> argument(type.getModifiers(), "ConfigMapping").stream()
                        .flatMap(prefix -> settings(prefix, "", type)))
                .toList();
    }

    /** Returns the settings of a type; {@code group} describes the group as a whole. */
    private Stream<Setting> settings(String prefix, String group, ClassTree type) {
        return type.getMembers().stream()
                .filter(MethodTree.class::isInstance)
                .map(MethodTree.class::cast)
                .filter(method -> method.getBody() == null)
                .flatMap(method -> settings(prefix, group, method));
    }

    private Stream<Setting> settings(String prefix, String group, MethodTree method) {
        ModifiersTree modifiers = method.getModifiers();
        String name = argument(modifiers, "WithName")
                .orElseGet(() -> Words.kebab(method.getName().toString()));
        String key = annotation(modifiers, "WithParentName").isPresent() ? prefix : prefix + "." + name;
        String fallback = argument(modifiers, "WithDefault")
                .map(value -> "`" + value + "`")
                .orElse("must be set");
        String bound = argument(modifiers, "WithConverter")
                .filter("PositiveInt.class"::equals)
                .map(converter -> ", at least 1")
                .orElse("");
        Setting plain = new Setting(key, bound, fallback, group + meaning(method));
        return settings(plain, method.getReturnType());
    }

    /** Returns {@code draft} with a description of its type; several settings where the type is a group or a map of groups. */
    private Stream<Setting> settings(Setting draft, Tree type) {
        if (type instanceof ParameterizedTypeTree generic) {
            Tree content = generic.getTypeArguments().getLast();
            return switch (generic.getType().toString()) {
                case "Optional" ->
                    settings(new Setting(draft.key(), draft.type(), "not set", draft.meaning()), content);
                case "Map" ->
                    settings(new Setting(draft.key() + ".<name>", draft.type(), "none", draft.meaning()), content);
                default -> Stream.of(typed(draft, "list of " + word(content) + ", by commas"));
            };
        }
        ClassTree group = types.get(type.toString());
        return group != null && group.getKind() == Tree.Kind.INTERFACE
                ? settings(draft.key(), draft.meaning() + " ", group)
                : Stream.of(typed(draft, word(type)));
    }

    private static Setting typed(Setting draft, String type) {
        return new Setting(draft.key(), type + draft.type(), draft.fallback(), draft.meaning());
    }

    private String word(Tree type) {
        ClassTree choice = types.get(type.toString());
        return switch (type.toString()) {
            case "String" -> "text";
            case "URI" -> "URL";
            case "boolean" -> "`true` or `false`";
            case "int", "long" -> "number";
            case "Duration" -> "duration";
            case "MemorySize" -> "memory size";
            case "Cidr" -> "networks";
            case "UserRegistrationMode" -> "`closed` or `invitation` or `verified-mail` or `open`";
            default -> choice == null ? type.toString() : constants(choice);
        };
    }

    private static String constants(ClassTree choice) {
        return choice.getMembers().stream()
                .filter(VariableTree.class::isInstance)
                .map(constant ->
                        "`" + Words.constant(((VariableTree) constant).getName().toString()) + "`")
                .collect(joining(" or "));
    }

    private String meaning(MethodTree method) {
        var comment = docs.getDocCommentTree(docs.getPath(unit, method));
        if (comment == null) {
            throw new IllegalStateException(
                    method.getName() + " in " + unit.getSourceFile().getName() + " has no Javadoc");
        }
        return Words.markdown(comment.getFullBody());
    }

    private static Stream<ClassTree> withNested(Tree tree) {
        return tree instanceof ClassTree type
                ? Stream.concat(Stream.of(type), type.getMembers().stream().flatMap(SourceFile::withNested))
                : Stream.empty();
    }

    /** Returns the only argument of an annotation, as text. */
    private static Optional<String> argument(ModifiersTree modifiers, String name) {
        return annotation(modifiers, name)
                .map(annotation -> annotation.getArguments().getFirst())
                .map(argument -> argument instanceof AssignmentTree named ? named.getExpression() : argument)
                .map(SourceFile::literal);
    }

    private static String literal(ExpressionTree value) {
        return value instanceof LiteralTree literal ? String.valueOf(literal.getValue()) : value.toString();
    }

    private static Optional<? extends AnnotationTree> annotation(ModifiersTree modifiers, String name) {
        return modifiers.getAnnotations().stream()
                .filter(annotation -> annotation.getAnnotationType().toString().equals(name))
                .findFirst();
    }
}
