package dev.albireo.devstack;

import dev.albireo.devstack.config.SettingsFile;
import dev.albireo.devstack.config.StackService;
import dev.albireo.devstack.process.StackException;
import java.io.Console;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** {@code make run}: starts the stack, prints the addresses, and waits for Ctrl-C. */
final class DevStack {
    private static volatile boolean ending;
    private static volatile boolean failed;

    private DevStack() {}

    /**
     * Runs in the root of the checkout.
     *
     * @param arguments {@code --data=FOLDER}, {@code --offset=NUMBER}, {@code --settings=FILE} ({@link SettingsFile}), {@code
     * --start-limit=SECONDS} that each service may take to become ready, {@code --scale-oauth=NUMBER} of its processes
     */
    public static void main(String[] arguments) throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(DevStack::sayGoodbye));
        try {
            run(options(arguments));
        } catch (StackException e) {
            if (!ending) {
                failed = true;
                System.err.println("albireo: " + e.getMessage());
                System.exit(1);
            }
        }
    }

    private static void run(StackOptions options) throws InterruptedException {
        long begin = System.nanoTime();
        Stack stack = Stack.start(options, line -> System.out.println("  " + line));
        Duration startTime = Duration.ofNanos(System.nanoTime() - begin);
        String users = stack.demo().ensureUsers();
        String client = stack.demo().register();
        // Unpacking the database needed far more memory than any later step.
        System.gc();
        System.out.print(new Summary(stack, startTime, users, client).text(isTerminal()));
        new ProcessWatch(stack, System.out::println).start();
        Thread.ofPlatform().daemon().name("aot-training").start(() -> train(stack));
        new CountDownLatch(1).await();
    }

    private static void train(Stack stack) {
        try {
            stack.trainCachesAside();
        } catch (StackException e) {
            if (!ending) {
                System.out.println("The next start will be as slow as this one: " + e.getMessage());
            }
        }
    }

    /** Without a terminal some JDKs return no console, others one that is not a terminal. */
    private static boolean isTerminal() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }

    private static void sayGoodbye() {
        ending = true;
        if (!failed) {
            System.out.println("\nStopping.");
        }
    }

    static StackOptions options(String[] arguments) {
        StackOptions options = StackOptions.of(Path.of("").toAbsolutePath());
        for (String argument : arguments) {
            String[] parts = argument.split("=", 2);
            options = switch (parts[0]) {
                case "--data" -> options.withData(Path.of(value(parts)).toAbsolutePath());
                case "--offset" -> options.withPortOffset(number(parts));
                case "--settings" ->
                    options.withSettings(SettingsFile.read(Path.of(value(parts)).toAbsolutePath()));
                case "--scale-oauth" -> options.withReplicas(StackService.OAUTH, number(parts));
                case "--start-limit" -> options.withStartLimit(Duration.ofSeconds(number(parts)));
                default -> throw new StackException("unknown argument " + argument);
            };
        }
        return options;
    }

    private static String value(String[] parts) {
        if (parts.length < 2 || parts[1].isEmpty()) {
            throw new StackException(parts[0] + " needs a value");
        }
        return parts[1];
    }

    private static int number(String[] parts) {
        String text = value(parts);
        try {
            return Integer.parseUnsignedInt(text);
        } catch (NumberFormatException e) {
            throw new StackException(parts[0] + " needs a number, not " + text, e);
        }
    }
}
