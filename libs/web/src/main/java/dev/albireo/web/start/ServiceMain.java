package dev.albireo.web.start;

import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The entry point of every service. Checks the settings first: if production must not run with them, the process ends with status {@value
 * #MISCONFIGURED} and one line for each violation, before it has opened a port or a connection.
 */
@QuarkusMain
public final class ServiceMain {
    /** EX_CONFIG of sysexits.h. */
    static final int MISCONFIGURED = 78;

    private ServiceMain() {}

    public static void main(String... args) {
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            StartupSettings settings = StartupSettings.ofThisProcess();
            List<String> wrong = StartupRules.refused(settings);
            if (!wrong.isEmpty()) {
                System.err.println(report(settings.service(), wrong));
                System.exit(MISCONFIGURED);
            }
        }
        BiConsumer<Integer, Throwable> exit = ApplicationLifecycleManager.getDefaultExitCodeHandler();
        ApplicationLifecycleManager.setDefaultExitCodeHandler((status, failure) -> {
            explain(failure);
            exit.accept(status, failure);
        });
        Quarkus.run(args);
    }

    /** Repeats the reason of a failed start in one line, where the log has it within a trace. */
    private static void explain(@Nullable Throwable failure) {
        PostgresTlsFailure.of(failure).ifPresent(line -> System.err.println("albireo: not started: " + line));
    }

    /** Returns the message for the operator. */
    static String report(ServiceIdentity service, List<String> wrong) {
        return "albireo: %s does not start; %s to change, in docs/deploy.md under \"What a start refuses\":%n- %s"
                .formatted(
                        service.id(),
                        wrong.size() == 1 ? "there is one thing" : "there are " + wrong.size() + " things",
                        String.join("%n- ".formatted(), wrong));
    }
}
