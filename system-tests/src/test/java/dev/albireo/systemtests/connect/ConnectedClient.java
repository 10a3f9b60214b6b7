package dev.albireo.systemtests.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.systemtests.support.Node;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A client of a page of {@code docs/connect}, with the command that runs its program. */
enum ConnectedClient {
    EXPRESS("express", ConnectedClient::node),
    PASSPORT("express", ConnectedClient::node),
    AUTHJS("authjs", ConnectedClient::node),
    NEXTJS("authjs", ConnectedClient::next),
    NATIVE("native", ConnectedClient::node),
    SPA("native", ConnectedClient::files),
    FLASK("python", ConnectedClient::flask),
    DJANGO("python", ConnectedClient::django),
    APACHE("apache", ConnectedClient::apache),
    SPRING("spring-boot", ConnectedClient::spring),
    QUARKUS("quarkus", ConnectedClient::quarkus);

    private static final Path PROJECTS = Path.of(System.getProperty("albireo.checkout", ".."), "system-tests/src/test")
            .toAbsolutePath()
            .normalize();

    private interface Launch {
        List<String> command(Path folder, int port);
    }

    private final String page;

    @SuppressWarnings("ImmutableEnumChecker") // a method reference without state
    private final Launch launch;

    ConnectedClient(String page, Launch launch) {
        this.page = page;
        this.launch = launch;
    }

    /** Returns its id, by which its page names its files. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    String page() {
        return page;
    }

    /** Returns the host at which browsers find it. */
    String host() {
        return this == NATIVE ? "127.0.0.1" : "localhost";
    }

    /** Returns the command for the files of the page in this folder. */
    List<String> command(Path folder, int port) {
        return launch.command(folder, port);
    }

    private static List<String> node(Path folder, int port) {
        link(folder, Node.project("connect"), "node_modules");
        return List.of(Node.program(), "app.mjs");
    }

    /** A server of files alone, those of the page and its libraries. */
    private static List<String> files(Path folder, int port) {
        link(folder, Node.project("connect"), "node_modules");
        return List.of("/usr/bin/python3", "-m", "http.server", "--bind", "127.0.0.1", Integer.toString(port));
    }

    private static List<String> next(Path folder, int port) {
        Path project = Node.project("nextjs");
        requireBuilt(project, folder, "auth.js", "app/page.js");
        link(folder, project, "node_modules");
        link(folder, project.resolve("target/page"), ".next");
        return List.of(
                Node.program(),
                "node_modules/next/dist/bin/next",
                "start",
                "-H",
                "127.0.0.1",
                "-p",
                Integer.toString(port));
    }

    private static List<String> flask(Path folder, int port) {
        return List.of("/usr/bin/python3", "-m", "flask", "--app", "app", "run", "--port", Integer.toString(port));
    }

    private static List<String> django(Path folder, int port) {
        return List.of(
                "/usr/bin/python3",
                "-m",
                "django",
                "runserver",
                "--noreload",
                "--settings",
                "settings",
                Integer.toString(port));
    }

    private static List<String> spring(Path folder, int port) {
        return java("-cp", PROJECTS.resolve("spring/target/lib") + "/*", "app/App.java");
    }

    private static List<String> quarkus(Path folder, int port) {
        Path project = PROJECTS.resolve("quarkus");
        requireBuilt(project, folder, "app/App.java");
        return java(
                "-Dquarkus.config.locations=application.properties",
                "-jar",
                project.resolve("target/quarkus-app/quarkus-run.jar").toString());
    }

    private static List<String> java(String... arguments) {
        String program = ProcessHandle.current().info().command().orElse("java");
        return Stream.concat(Stream.of(program, "-XX:TieredStopAtLevel=1"), Stream.of(arguments))
                .toList();
    }

    /** Requires that {@code make connect} built these files of the page. */
    private static void requireBuilt(Path project, Path folder, String... files) {
        for (String file : files) {
            assertThat(project.resolve("target/page").resolve(file))
                    .as("run make connect")
                    .hasSameTextualContentAs(folder.resolve(file));
        }
    }

    private static void link(Path folder, Path project, String name) {
        try {
            Files.createSymbolicLink(folder.resolve(name), project.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Debian's server, with the modules that Debian enables and the page names, and what the page prints. */
    private static List<String> apache(Path folder, int port) {
        ConnectPage.write(folder.resolve("httpd.conf"), """
                ServerRoot %1$s
                ServerName localhost
                Listen 127.0.0.1:%2$d
                PidFile httpd.pid
                Mutex file:%1$s default
                ErrorLog /dev/stderr
                LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
                LoadModule authn_core_module /usr/lib/apache2/modules/mod_authn_core.so
                LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
                LoadModule authz_user_module /usr/lib/apache2/modules/mod_authz_user.so
                LoadModule dir_module /usr/lib/apache2/modules/mod_dir.so
                LoadModule mime_module /usr/lib/apache2/modules/mod_mime.so
                LoadModule filter_module /usr/lib/apache2/modules/mod_filter.so
                LoadModule include_module /usr/lib/apache2/modules/mod_include.so
                LoadModule auth_openidc_module /usr/lib/apache2/modules/mod_auth_openidc.so
                TypesConfig /dev/null
                AddType text/html .html
                DirectoryIndex index.html
                DocumentRoot %1$s/www
                Include %1$s/site.conf
                """.formatted(folder, port));
        return List.of("/usr/sbin/apache2", "-f", folder.resolve("httpd.conf").toString(), "-DFOREGROUND");
    }
}
