package dev.albireo.web;

/** Ends a request by redirecting the browser to another page of this server. */
public final class PageRedirect extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final String path;

    private PageRedirect(String path) {
        super(path, null, false, false);
        this.path = path;
    }

    /** Redirects to this path and query. */
    public static PageRedirect to(String path) {
        return new PageRedirect(path);
    }

    String path() {
        return path;
    }
}
