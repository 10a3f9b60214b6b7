package dev.albireo.web;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A failure and its causes. */
final class ExceptionCauses {
    private static final int DEEPEST = 10;

    private ExceptionCauses() {}

    static Stream<@Nullable Throwable> of(Throwable failure) {
        return Stream.<@Nullable Throwable>iterate(failure, cause -> cause == null ? null : cause.getCause())
                .limit(DEEPEST)
                .takeWhile(cause -> cause != null);
    }
}
