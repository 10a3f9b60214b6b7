package dev.albireo.systemtests.connect;

import static dev.albireo.systemtests.support.Chromium.button;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import dev.albireo.systemtests.support.Chromium;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.Running;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Runs the commands that {@code docs/connect/native.md} prints. A missing oidc-agent is a failure: {@code make connect} provides it. */
@DisplayName("The page of docs/connect: oidc-agent registers itself, signs in a user by name, refreshes, and revokes")
class ConnectOidcAgentTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Pattern AUTHORIZE = Pattern.compile("^http\\S+/authorize\\?\\S+$", Pattern.MULTILINE);
    private static final Pattern TOKEN = Pattern.compile("eyJ[\\w-]+\\.[\\w-]+\\.[\\w-]+");

    @Test
    void the_commands_work_as_the_page_says() throws InterruptedException {
        String user = Running.admin().newUser("oidc-agent");
        Path folder = ConnectPage.of("native", "oidc-agent", Running.stack().edgeUri())
                .write("oidc-agent");
        Process commands = start(folder);
        try (BrowserContext profile = Chromium.shared().profile()) {
            String authorize = await("oidc-gen prints where the user signs in, see " + folder.resolve("log"))
                    .atMost(LIMIT)
                    .until(() -> first(AUTHORIZE, folder), Optional::isPresent)
                    .orElseThrow();
            Page page = profile.newPage();
            page.navigate(authorize);
            Chromium.signIn(page, user);
            page.waitForURL("**/consent?**");
            button(page, "Allow").click();

            assertThat(commands.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(log(folder)).contains("\"name\":\"oidc-agent Example\"");
            assertThat(commands.exitValue()).as(log(folder)).isZero();
            assertThat(userinfo(first(TOKEN, folder).orElseThrow()))
                    .as("the grant has ended with its refresh token")
                    .isEqualTo(401);
        } finally {
            commands.descendants().forEach(ProcessHandle::destroy);
            commands.destroy();
        }
    }

    private static int userinfo(String token) {
        URI userinfo = URI.create(Running.edge("/userinfo"));
        return new Person(Running.stack().edgeUri())
                .send(
                        userinfo,
                        request -> request.header("Authorization", "Bearer " + token)
                                .GET())
                .status();
    }

    private static Process start(Path folder) {
        ProcessBuilder command = new ProcessBuilder("bash", "-ec", "trap 'oidc-agent --kill' EXIT; . ./account.sh")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        command.environment().put("HOME", folder.toString());
        command.environment().put("OIDC_ENCRYPTION_PW", "encrypts-the-account");
        try {
            return command.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> first(Pattern pattern, Path folder) {
        return pattern.matcher(log(folder)).results().map(MatchResult::group).findFirst();
    }

    private static String log(Path folder) {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
