package dev.albireo.systemtests.chaos;

import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Person;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;

/** All requests with their results, and all broken promises. */
final class Ledger {
    private final ConcurrentLinkedQueue<Request> requests = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> broken = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> lostInFlight = new ConcurrentLinkedQueue<>();

    /**
     * One request.
     *
     * @param caller who sent it
     * @param since its start, by {@link System#nanoTime()}
     * @param refused whether the server reported a temporary failure properly: 503 with {@code Retry-After}, or GraphQL's code for it
     */
    record Request(String caller, URI uri, long since, long until, int status, boolean failed, boolean refused) {
        Duration took() {
            return Duration.ofNanos(until - since);
        }

        @Override
        public String toString() {
            return caller + " " + uri.getPath() + " " + status + " after " + took().toMillis() + " ms";
        }
    }

    /** Records the requests of one caller, and whether one failed. */
    final class Page implements Person.Observer {
        private final String caller;
        private boolean failed;

        private Page(String caller) {
            this.caller = caller;
        }

        @Override
        public void saw(URI uri, long since, Optional<Answer> answer) {
            int status = answer.map(Answer::status).orElse(0);
            boolean bad = status == 0
                    || status >= 500
                    || status == 429
                    || answer.filter(Page::hasErrors).isPresent();
            boolean refused = (status == 503
                            && answer.flatMap(a -> a.header("Retry-After")).isPresent())
                    || answer.filter(Page::saysUnavailable).isPresent();
            requests.add(new Request(caller, uri, since, System.nanoTime(), status, bad, refused));
            failed |= bad;
        }

        /** GraphQL has no status of its own. */
        private static boolean saysUnavailable(Answer answer) {
            return hasErrors(answer) && answer.body().contains("\"unavailable\"");
        }

        private static boolean hasErrors(Answer answer) {
            return answer.uri().getPath().equals("/graphql") && answer.body().contains("\"errors\"");
        }

        /** Returns whether a request failed since the last call. */
        boolean failedSince() {
            boolean result = failed;
            failed = false;
            return result;
        }
    }

    Page page(String caller) {
        return new Page(caller);
    }

    /** Records a loss that breaks a promise. */
    void broken(String what) {
        broken.add(what);
    }

    /** Records a loss with the response of a process that was killed. */
    void lostInFlight(String what) {
        lostInFlight.add(what);
    }

    /** Returns the requests recorded since the last call. */
    List<Request> takeRequests() {
        return take(requests);
    }

    List<String> takeBroken() {
        return take(broken);
    }

    List<String> takeLostInFlight() {
        return take(lostInFlight);
    }

    private static <T> List<T> take(ConcurrentLinkedQueue<T> queue) {
        List<T> taken = new ArrayList<>();
        for (T next = queue.poll(); next != null; next = queue.poll()) {
            taken.add(next);
        }
        return taken;
    }
}
