package dev.albireo.web;

import org.jspecify.annotations.Nullable;

/** The number of items on a page of a list, which the parameter {@code limit} asks for. */
public final class PageLimit {
    private static final int DEFAULT = 50;
    private static final int MAX = 200;

    private PageLimit() {}

    /** Returns 50 without the parameter, and at most 200; rejects with {@code BAD_REQUEST} what is not a positive number. */
    public static int of(@Nullable String limit) {
        if (limit == null || limit.isEmpty()) {
            return DEFAULT;
        }
        if (!limit.matches("[0-9]{1,9}") || Integer.parseInt(limit) < 1) {
            throw Problem.BAD_REQUEST.because("limit must be a positive number", "limit");
        }
        return Math.min(Integer.parseInt(limit), MAX);
    }
}
