package dev.albireo.web;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Ends a request with a problem (RFC 9457). Written to the wire in one place. */
public final class ProblemRefusal extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final Problem problem;
    private final @Nullable String field;

    ProblemRefusal(Problem problem, String detail, @Nullable String field) {
        super(detail, null, false, false);
        this.problem = problem;
        this.field = field;
    }

    public Problem problem() {
        return problem;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }

    /** The field that is wrong, where there is one. */
    public Optional<String> field() {
        return Optional.ofNullable(field);
    }
}
