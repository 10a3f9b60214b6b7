package dev.albireo.web;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Ends a request with a problem (RFC 9457). Written to the wire in one place. */
public final class ProblemRefusal extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final Problem problem;
    private final @Nullable String field;
    private final transient Map<String, String> members;

    ProblemRefusal(Problem problem, String detail, @Nullable String field) {
        this(problem, detail, field, Map.of());
    }

    private ProblemRefusal(Problem problem, String detail, @Nullable String field, Map<String, String> members) {
        super(detail, null, false, false);
        this.problem = problem;
        this.field = field;
        this.members = Map.copyOf(members);
    }

    /** The same with an extension member (RFC 9457 section 3.2); it holds no secret. */
    public ProblemRefusal with(String member, String value) {
        Map<String, String> more = new HashMap<>(members);
        more.put(member, value);
        return new ProblemRefusal(problem, detail(), field, more);
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

    /** Extension members. */
    public Map<String, String> members() {
        return members;
    }
}
