package dev.albireo.admin.owner;

import io.smallrye.graphql.api.ErrorCode;
import org.eclipse.microprofile.graphql.GraphQLException;

/** A GraphQL error that tells the administrator what to do differently; {@code extensions.code} names the kind of problem. */
public abstract sealed class AdminRefusal extends GraphQLException {
    private static final long serialVersionUID = 1;

    private AdminRefusal(String message) {
        super(message);
    }

    /** The refusal that a problem of this status means. */
    public static AdminRefusal of(int status, String message) {
        return switch (status) {
            case 401, 403 -> new Forbidden(message);
            case 404 -> new NotFound(message);
            case 409, 412 -> new Conflict(message);
            case 429, 500, 502, 503, 504 -> new Unavailable(message);
            default -> new Unprocessable(message);
        };
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
