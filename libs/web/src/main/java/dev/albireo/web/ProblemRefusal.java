package dev.albireo.web;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Ends a request with a problem (RFC 9457). One exception mapper writes the response. */
public final class ProblemRefusal extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final Problem problem;
    private final @Nullable String field;
    private final transient Map<String, String> members;
    private final Duration retryAfter;

    ProblemRefusal(Problem problem, String detail, @Nullable String field) {
        this(problem, detail, field, Map.of(), Duration.ZERO);
    }

    private ProblemRefusal(
            Problem problem, String detail, @Nullable String field, Map<String, String> members, Duration retryAfter) {
        super(detail, null, false, false);
        this.problem = problem;
        this.field = field;
        this.members = Map.copyOf(members);
        this.retryAfter = retryAfter;
    }

    /** Returns a copy with an extension member (RFC 9457 section 3.2), which contains no secret. */
    public ProblemRefusal with(String member, String value) {
        Map<String, String> more = new HashMap<>(members);
        more.put(member, value);
        return new ProblemRefusal(problem, detail(), field, more, retryAfter);
    }

    /** Returns a copy with the time after which a retry is useful (RFC 9110 section 10.2.3). */
    public ProblemRefusal after(Duration wait) {
        return new ProblemRefusal(problem, detail(), field, members, wait);
    }

    /** Returns the time after which a retry is useful; zero if unknown. */
    public Duration retryAfter() {
        return retryAfter;
    }

    public Problem problem() {
        return problem;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }

    /** Returns the invalid field, if there is one. */
    public Optional<String> field() {
        return Optional.ofNullable(field);
    }

    /** Returns the extension members. */
    public Map<String, String> members() {
        return members;
    }
}
