package dev.albireo.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads the resources that files, folders or the standard input declare. */
final class Documents {
    private static final String STANDARD_INPUT = "-";

    private final InputStream standardInput;

    Documents(InputStream standardInput) {
        this.standardInput = standardInput;
    }

    /**
     * Returns the resources of all places, in the order in which they can be written. Fails if a file cannot be read; no file is skipped.
     */
    List<DeclaredDocument> read(List<String> places) {
        List<DeclaredDocument> all = new ArrayList<>();
        for (String place : places) {
            if (place.equals(STANDARD_INPUT)) {
                all.addAll(parse("standard input", text("standard input", standardInput)));
            } else {
                files(Path.of(place)).forEach(file -> all.addAll(parse(file.toString(), text(file))));
            }
        }
        if (all.isEmpty()) {
            throw new CommandFailure(ExitCode.BAD_INPUT, String.join(", ", places) + ": no resource found");
        }
        return DeclaredDocument.inOrder(all);
    }

    private static List<Path> files(Path place) {
        if (!Files.isDirectory(place)) {
            return List.of(place);
        }
        try (Stream<Path> paths = Files.walk(place)) {
            return paths.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().matches(".*\\.(yaml|yml|json)"))
                    .filter(file -> !isHidden(place.relativize(file)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.BAD_INPUT, place + ": the folder cannot be read");
        }
    }

    private static boolean isHidden(Path file) {
        return StreamSupport.stream(file.spliterator(), false)
                .anyMatch(name -> name.toString().startsWith("."));
    }

    private static List<DeclaredDocument> parse(String source, String text) {
        List<JsonNode> documents = Yaml.documents(source, text);
        List<DeclaredDocument> declared = new ArrayList<>();
        for (int i = 0; i < documents.size(); i++) {
            String where = documents.size() == 1 ? source : source + ", document " + (i + 1);
            declared.add(DeclaredDocument.of(documents.get(i), where));
        }
        return declared;
    }

    private static String text(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return text(file.toString(), in);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.BAD_INPUT, file + ": file not found or not readable");
        }
    }

    private static String text(String source, InputStream in) {
        try {
            String text = UTF_8.newDecoder()
                    .decode(java.nio.ByteBuffer.wrap(in.readAllBytes()))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.BAD_INPUT, source + ": cannot be read as UTF-8");
        }
    }
}
