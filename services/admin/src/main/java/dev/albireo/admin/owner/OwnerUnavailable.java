package dev.albireo.admin.owner;

/** A service, or what stands before it, answered 502, 503 or 504: whether it has done what it was asked is not known. */
public final class OwnerUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    OwnerUnavailable(int status) {
        super("the owning service answered " + status, null, false, false);
    }
}
