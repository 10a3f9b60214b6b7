package dev.albireo.systemtests.support;

import dev.albireo.devstack.Stack;
import dev.albireo.devstack.StackOptions;
import dev.albireo.devstack.config.ExtraReplica;
import dev.albireo.devstack.config.StackService;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/**
 * The one stack that all journeys share: started with the first of them, ended with the JVM. It has a second {@code oauth} beside the
 * first, and a second pair of {@code admin} and {@code credentials} that are guarded as in production. It contains the seed's three
 * resources; {@code myconfig} is the oldest AuthConfig.
 */
public final class Running {
    /** The members of this group must sign in with two factors. */
    public static final String TWO_FACTOR_GROUP = "two-factor-required";

    private static final int PORT_OFFSET = Integer.getInteger("albireo.test.offset", 2000);
    private static final String GROUPS = "albireo.two-factor.groups";
    private static final String REGISTRATION = "albireo.registration-page.mode";
    private static final String GUARDED_CREDENTIALS = "credentials-guarded";

    private Running() {}

    private static final class Holder {
        /** Tests start services some fifty times. */
        private static final Thread TRAINING = Thread.ofPlatform().daemon().unstarted(() -> stack().trainCaches());

        static final Stack STACK = start();

        private static Stack start() {
            StackOptions options = options();
            Folder.empty(options.data());
            Stack stack = Stack.start(options, System.out::println);
            stack.startInstance(guardedAdmin(stack));
            new Resources(stack.adminUri()).putSeed();
            TRAINING.start();
            return stack;
        }
    }

    public static Stack stack() {
        return Holder.STACK;
    }

    /** Returns when the JVM has recorded the start of each service, for later ones. */
    public static void awaitTraining() throws InterruptedException {
        stack();
        Holder.TRAINING.join();
    }

    /** The public address of a path. */
    public static String edge(String path) {
        return stack().edgeUri() + path;
    }

    public static Journey journey() {
        return new Journey(stack().edgeUri());
    }

    public static Admin admin() {
        return new Admin(stack().adminUri());
    }

    public static Resources resources() {
        return new Resources(stack().adminUri());
    }

    /** The second {@code credentials}, at which a passkey counts as two factors, a first factor takes an enrolment code, and users register by email. */
    public static URI guardedCredentials() {
        return stack().serviceUri(GUARDED_CREDENTIALS);
    }

    private static StackOptions options() {
        Path checkout = Path.of(System.getProperty("albireo.checkout", ".."))
                .toAbsolutePath()
                .normalize();
        return StackOptions.of(checkout)
                .withData(checkout.resolve("system-tests/target/stack"))
                .withPortOffset(PORT_OFFSET)
                // All users of all journeys come from one network, and each of two replicas of oauth admits half of the
                // requests.
                .withSetting(StackService.CREDENTIALS, "albireo.attempts.network", "100000")
                .withSetting(StackService.CREDENTIALS, "albireo.attempts.registration", "100000")
                .withSetting(StackService.OAUTH, "albireo.limits.registrations", "400")
                .withSetting(StackService.OAUTH, "albireo.limits.authorizations", "1200")
                .withSetting(StackService.OAUTH, "albireo.limits.network-requests", "1000")
                // The tests hash thousands of passwords, none of which is worth a guess.
                .withSetting(StackService.CREDENTIALS, "albireo.password.memory", "1M")
                .withSetting(StackService.CREDENTIALS, "albireo.password.iterations", "1")
                .withSetting(StackService.CREDENTIALS, REGISTRATION, "open")
                .withSetting(StackService.OAUTH, REGISTRATION, "open")
                .withSetting(StackService.CREDENTIALS, "albireo.account.self-deletion", "true")
                .withSetting(StackService.CREDENTIALS, "albireo.two-factor.self-reset-after", "PT72H")
                .withSetting(StackService.CREDENTIALS, GROUPS, TWO_FACTOR_GROUP)
                .withSetting(StackService.OAUTH, GROUPS, TWO_FACTOR_GROUP)
                // An event that cannot be processed is given up in seconds instead of minutes.
                .withSetting(StackService.WEBHOOKS, "albireo.events.tries", "3")
                .withInstance(
                        new ExtraReplica("oauth-2", StackService.OAUTH, Map.of("quarkus.shutdown.delay", "2S"), true))
                .withInstance(new ExtraReplica(
                        GUARDED_CREDENTIALS,
                        StackService.CREDENTIALS,
                        Map.of(
                                "albireo.development",
                                "false",
                                "albireo.internal.require-actor",
                                "true",
                                "albireo.two-factor.verified-passkey",
                                "two-factors",
                                "albireo.two-factor.first-enrolment",
                                "with-code",
                                REGISTRATION,
                                "verified-mail",
                                "albireo.egress.allow",
                                "0.0.0.0/0"),
                        false));
    }

    private static ExtraReplica guardedAdmin(Stack stack) {
        Map<String, String> settings = Map.of(
                "albireo.development",
                "false",
                "albireo.internal.require-actor",
                "true",
                "albireo.credentials-url",
                stack.serviceUri(GUARDED_CREDENTIALS).toString());
        return new ExtraReplica("admin-guarded", StackService.ADMIN, settings, false);
    }
}
