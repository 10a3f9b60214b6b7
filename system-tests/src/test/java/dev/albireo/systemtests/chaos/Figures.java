package dev.albireo.systemtests.chaos;

import dev.albireo.systemtests.chaos.Disturbance.Excuse;
import dev.albireo.systemtests.chaos.Ledger.Request;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * What callers noticed of one failure.
 *
 * @param requests the number of requests while it lasted
 * @param excused the number of failed requests that are no broken promise
 * @param slowest the slowest successful request
 * @param recovery from the beginning of the failure to the end of the last failed request
 * @param lost what was lost with a response in transit
 * @param broken broken promises
 */
record Figures(
        String name,
        int requests,
        int failed,
        int excused,
        Duration slowest,
        Duration recovery,
        List<String> lost,
        List<String> broken) {

    /**
     * @param went when the failure began, and {@code gone} when it had taken effect, by {@link System#nanoTime()}
     */
    static Figures of(
            Disturbance disturbance,
            long went,
            long gone,
            List<Request> requests,
            List<String> lost,
            List<String> broken) {
        List<Request> failed = requests.stream().filter(Request::failed).toList();
        List<Request> excused = failed.stream()
                .filter(request -> excused(disturbance.excuses(), request, gone))
                .toList();
        List<String> allBroken = new java.util.ArrayList<>(broken);
        failed.stream()
                .filter(request -> !excused.contains(request))
                .map(request ->
                        "failed: " + request + ", sent " + millis(request.since() - gone) + " ms after it was gone")
                .forEach(allBroken::add);
        return new Figures(
                disturbance.name(),
                requests.size(),
                failed.size(),
                excused.size(),
                requests.stream()
                        .filter(request -> !request.failed())
                        .map(Request::took)
                        .max(Comparator.naturalOrder())
                        .orElse(Duration.ZERO),
                Duration.ofNanos(failed.stream()
                        .mapToLong(request -> request.until() - went)
                        .max()
                        .orElse(0)),
                lost,
                allBroken);
    }

    private static boolean excused(Excuse excuse, Request request, long gone) {
        return switch (excuse) {
            case NOTHING -> false;
            case IN_FLIGHT -> request.since() < gone;
            case UNAVAILABLE -> request.refused();
        };
    }

    private static long millis(long nanos) {
        return nanos / 1_000_000;
    }
}
