package dev.albireo.web.start;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;

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
        Quarkus.run(args);
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
