package dev.albireo.systemtests.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A folder of files such as Kubernetes mounts a Secret: names lead over a link, whose replacement changes all files at once. */
final class MountedSecret {
    private static final String LINK = "..data";
    private final Path folder;
    private final Map<String, String> values = new TreeMap<>();
    private int moments;

    MountedSecret(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path folder() {
        return folder;
    }

    /** Sets a list of values; an empty one removes the setting. */
    MountedSecret set(String setting, List<String> list) {
        String name = name(setting);
        if (list.isEmpty()) {
            values.remove(name);
        } else {
            values.put(name, String.join(",", list));
        }
        return this;
    }

    Optional<String> value(String setting) {
        return Optional.ofNullable(values.get(name(setting)));
    }

    private static String name(String setting) {
        return setting.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    /** Writes what was set. */
    void publish() {
        try {
            Path moment = Files.createDirectory(folder.resolve("..moment-" + moments++));
            for (Map.Entry<String, String> value : values.entrySet()) {
                Files.writeString(moment.resolve(value.getKey()), value.getValue() + "\n");
            }
            Path link = Files.createSymbolicLink(folder.resolve(LINK + "_tmp"), moment.getFileName());
            Files.move(link, folder.resolve(LINK), StandardCopyOption.ATOMIC_MOVE);
            for (String name : values.keySet()) {
                if (!Files.isSymbolicLink(folder.resolve(name))) {
                    Files.createSymbolicLink(folder.resolve(name), Path.of(LINK, name));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
