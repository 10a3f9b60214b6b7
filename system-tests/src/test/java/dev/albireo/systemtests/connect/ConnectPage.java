package dev.albireo.systemtests.connect;

import dev.albireo.systemtests.support.Folder;
import dev.albireo.systemtests.support.Running;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files that a page of {@code docs/connect} prints for one client: the blocks whose fence names them, such as
 * {@code ```js express/app.mjs}. The issuer and the application of the page become those of the test; nothing else is changed.
 */
final class ConnectPage {
    private static final Path CHECKOUT = Path.of(System.getProperty("albireo.checkout", ".."));
    private static final Path FILES = Path.of("target/connect").toAbsolutePath();
    private static final Pattern BLOCK =
            Pattern.compile("^```\\w+ (\\S+)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    private final Map<String, String> files;

    private ConnectPage(Map<String, String> files) {
        this.files = files;
    }

    /** Reads the files of a client whose application is at this address. */
    static ConnectPage of(String page, String client, URI application) {
        Map<String, String> files = new TreeMap<>();
        Matcher block = BLOCK.matcher(read(CHECKOUT.resolve("docs/connect").resolve(page + ".md")));
        while (block.find()) {
            if (block.group(1).startsWith(client + "/")) {
                files.put(block.group(1).substring(client.length() + 1), local(block.group(2), application));
            }
        }
        return new ConnectPage(files);
    }

    /** Returns the resource {@code Client} of the page. */
    String resource() {
        return files.getOrDefault("client.yaml", "");
    }

    /** Writes the files into an empty folder. */
    Path write(String client) {
        Path folder = FILES.resolve(client);
        Folder.empty(folder);
        files.forEach((name, text) -> write(folder.resolve(name), text));
        return folder;
    }

    private static String local(String text, URI application) {
        String replaced = text;
        Map<String, String> addresses = Map.of(
                "https://id.example", Running.stack().edgeUri().toString(),
                "https://app.example", application.toString());
        for (Map.Entry<String, String> address : addresses.entrySet()) {
            replaced = replaced.replace(address.getKey(), address.getValue())
                    .replace(encoded(address.getKey()), encoded(address.getValue()));
        }
        return replaced;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
