package dev.albireo.web;

/** Ends a request by sending the browser to another page of ours. */
public final class PageRedirect extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final String path;

    private PageRedirect(String path) {
        super(path, null, false, false);
        this.path = path;
    }

    /** To this path and query. */
    public static PageRedirect to(String path) {
        return new PageRedirect(path);
    }

    String path() {
        return path;
    }
}
