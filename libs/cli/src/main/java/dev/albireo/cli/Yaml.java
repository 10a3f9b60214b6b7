package dev.albireo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** YAML 1.2 with the core schema (section 10.3), in which {@code no} is a text. JSON is valid YAML. */
final class Yaml {
    private static final int LARGEST = 8 * 1024 * 1024;

    private Yaml() {}

    /** Returns the documents of a text, without empty ones; errors name {@code source}. */
    static List<JsonNode> documents(String source, String text) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(source)
                .setSchema(new CoreSchema())
                .setAllowDuplicateKeys(false)
                .setMaxAliasesForCollections(0)
                .setCodePointLimit(LARGEST)
                .build();
        List<JsonNode> documents = new ArrayList<>();
        try {
            for (Object document : new Load(settings).loadAllFromString(text)) {
                if (document != null) {
                    documents.add(Json.of(document));
                }
            }
        } catch (MarkedYamlEngineException e) {
            throw new CommandFailure(
                    ExitCode.BAD_INPUT, source + place(e.getProblemMark()) + ": " + String.valueOf(e.getProblem()));
        } catch (YamlEngineException e) {
            throw new CommandFailure(ExitCode.BAD_INPUT, source + ": " + firstLine(e.getMessage()));
        }
        return documents;
    }

    /** Returns one document in block style, without the document marker. */
    static String write(JsonNode document) {
        DumpSettings settings = DumpSettings.builder()
                .setSchema(new CoreSchema())
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setSplitLines(false)
                .setIndicatorIndent(2)
                .setIndentWithIndicator(true)
                .build();
        return new Dump(settings).dumpToString(Json.plain(document));
    }

    private static String place(Optional<Mark> mark) {
        return mark.map(at -> ":" + (at.getLine() + 1) + ":" + (at.getColumn() + 1))
                .orElse("");
    }

    private static String firstLine(@Nullable String message) {
        return String.valueOf(message).lines().findFirst().orElse("cannot be read");
    }
}
