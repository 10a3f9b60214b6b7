package dev.albireo.admin.owner;

import dev.albireo.web.Problem;
import dev.albireo.web.ProblemRefusal;
import io.smallrye.graphql.api.ErrorCode;
import org.eclipse.microprofile.graphql.GraphQLException;
import org.jboss.logging.Logger;

/** A GraphQL error that tells the administrator what to change; {@code extensions.code} names the kind of problem. */
public abstract sealed class AdminRefusal extends GraphQLException {
    private static final long serialVersionUID = 1;
    private static final Logger LOG = Logger.getLogger(AdminRefusal.class);

    private AdminRefusal(String message) {
        super(message);
    }

    /** Returns the GraphQL error for a problem of the owning service. */
    public static AdminRefusal of(ProblemRefusal refusal) {
        return of(refusal.problem(), refusal.detail());
    }

    /** Returns the GraphQL error for a failed call: the owner's refusal, or this advice if the owner did not answer. */
    public static AdminRefusal ofCall(Throwable failure, String advice) {
        if (failure instanceof ProblemRefusal refusal) {
            return of(refusal);
        }
        LOG.warnf("owning service unavailable cause=%s", failure.toString());
        return of(Problem.UNAVAILABLE, advice);
    }

    /** Returns the GraphQL error for this kind of problem. */
    public static AdminRefusal of(Problem problem, String message) {
        return switch (problem) {
            case FRESH_PROOF_REQUIRED -> new FreshProofRequired(message);
            case UNAUTHENTICATED, FORBIDDEN, SECOND_FACTOR_REQUIRED -> new Forbidden(message);
            case NOT_FOUND -> new NotFound(message);
            case CONFLICT, PRECONDITION_FAILED -> new Conflict(message);
            case TOO_MANY_REQUESTS, INTERNAL_ERROR, UNAVAILABLE -> new Unavailable(message);
            case BAD_REQUEST, METHOD_NOT_ALLOWED, NOT_ACCEPTABLE, TOO_LARGE, UNSUPPORTED_MEDIA_TYPE, UNPROCESSABLE ->
                new Unprocessable(message);
        };
    }

    /** The administrator's second factor is older than {@code albireo.internal.step-up-max-age}. */
    @ErrorCode("fresh-proof-required")
    public static final class FreshProofRequired extends AdminRefusal {
        private static final long serialVersionUID = 1;

        private FreshProofRequired(String message) {
            super(message);
        }
    }

    @ErrorCode("forbidden")
    public static final class Forbidden extends AdminRefusal {
        private static final long serialVersionUID = 1;

        private Forbidden(String message) {
            super(message);
        }
    }

    @ErrorCode("not-found")
    public static final class NotFound extends AdminRefusal {
        private static final long serialVersionUID = 1;

        private NotFound(String message) {
            super(message);
        }
    }

    @ErrorCode("conflict")
    public static final class Conflict extends AdminRefusal {
        private static final long serialVersionUID = 1;

        private Conflict(String message) {
            super(message);
        }
    }

    @ErrorCode("unprocessable")
    public static final class Unprocessable extends AdminRefusal {
        private static final long serialVersionUID = 1;

        private Unprocessable(String message) {
            super(message);
        }
    }

    @ErrorCode("unavailable")
    public static final class Unavailable extends AdminRefusal {
        private static final long serialVersionUID = 1;

        private Unavailable(String message) {
            super(message);
        }
    }
}
