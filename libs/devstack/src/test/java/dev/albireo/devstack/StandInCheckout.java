package dev.albireo.devstack;

import dev.albireo.devstack.config.StackService;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A folder that has the form of a built checkout, with {@link StandInService} in place of each service. */
final class StandInCheckout {
    private StandInCheckout() {}

    static Path in(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("libs/devstack/target"));
        Files.createSymbolicLink(
                folder.resolve("libs/devstack/target/lib"),
                Path.of("target/lib").toAbsolutePath());
        for (StackService service : StackService.values()) {
            Path jar = folder.resolve("services/" + service.id() + "/target/quarkus-app/quarkus-run.jar");
            Files.createDirectories(jar.getParent());
            write(jar);
        }
        return folder;
    }

    private static void write(Path jar) throws IOException {
        String classFile = StandInService.class.getName().replace('.', '/') + ".class";
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, StandInService.class.getName());
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(file, manifest);
                var source = StandInService.class.getClassLoader().getResourceAsStream(classFile)) {
            entries.putNextEntry(new JarEntry(classFile));
            source.transferTo(entries);
        }
    }
}
