package dev.albireo.cli;

/** The exit codes, on which scripts may rely. Codes from 64 on have the meaning of {@code sysexits.h}. */
enum ExitCode {
    /** The command succeeded, or showed its effect with {@code --dry-run}. */
    DONE(0),
    /** The server rejected the request, or a part of it failed. */
    REFUSED(1),
    /** {@code --dry-run --exit-code} found changes that {@code apply} would make. */
    DIFFERENT(2),
    /** The command line is invalid. */
    USAGE(64),
    /** A file cannot be read or parsed. */
    BAD_INPUT(65),
    /** The server is unreachable or temporarily unavailable. */
    AWAY(69),
    /** The server denied access. */
    NOT_LET_IN(77);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
