package dev.albireo.systemtests.chaos;

import dev.albireo.systemtests.chaos.Disturbance.Excuse;
import dev.albireo.systemtests.chaos.Ledger.Request;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * What callers noticed of one disturbance.
 *
 * @param requests how many were made while it lasted
 * @param excused how many of the failed ones are no broken promise
 * @param slowest of the requests that were answered well
 * @param recovery from the moment it went to the end of the last failed request
 * @param lost what went with an answer that was lost on its way
 * @param broken promises that were not kept
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

    /** @param went when it began to go, and {@code gone} when it was gone, by {@link System#nanoTime()} */
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
