package dev.albireo.devstack;

import dev.albireo.devstack.config.StackService;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The text printed after the start: one screen with the next steps for a new user. */
record Summary(Stack stack, Duration startTime, String users, String client) {
    private static final String TEMPLATE = """

            ${bold}Albireo is up${off} after ${seconds} s, with ${megabytes} MB in all.

              sign-in pages, OpenID Connect  ${edge}
              admin API (this machine only)  ${admin}
              GraphiQL                       ${admin}/q/graphql-ui/
              demo users                     ${users}
              demo application               ${client}
              mails that were sent           ${mailbox}
              logs                           ${logs}
              databases                      ${databases}

              ${bold}Try${off}  open ${bold}${edge}/demo${off}
                   then demand a second factor of alice, and sign in again:

                   curl -s ${admin}/graphql -H 'Content-Type: application/json' -d \\
                     '{"query":"mutation { setUser2faRequired(username: \\"alice\\", required: true) { success message requires2fa } }"}'

            The token service alone can be scaled: make run SCALE_OAUTH=3 (now ${oauth}).
            Ctrl-C stops everything.
            """;

    /** Returns the text, with emphasis for a terminal or without. */
    String text(boolean terminal) {
        return TEMPLATE.replace("${bold}", terminal ? "\033[1m" : "")
                .replace("${off}", terminal ? "\033[0m" : "")
                .replace("${seconds}", "%.1f".formatted(startTime.toMillis() / 1000.0))
                .replace("${megabytes}", Long.toString(stack.residentBytes() >> 20))
                .replace("${edge}", stack.edgeUri().toString())
                .replace("${admin}", loopback(stack.adminUri()))
                .replace("${oauth}", Long.toString(oauthProcesses()))
                .replace("${users}", users)
                .replace("${client}", client)
                .replace("${mailbox}", stack.mailbox().page().toString())
                .replace("${logs}", shortened(stack.logs()))
                .replace("${databases}", databases());
    }

    private long oauthProcesses() {
        return stack.services().stream()
                .filter(process -> process.instance().service() == StackService.OAUTH)
                .count();
    }

    private static String loopback(URI uri) {
        return "http://localhost:" + uri.getPort();
    }

    private String databases() {
        return Stream.of(StackService.values()).map(StackService::id).collect(Collectors.joining(", "))
                + " on 127.0.0.1:"
                + stack.postgres().port() + " (passwords: "
                + shortened(stack.logs().resolveSibling("config")) + ")";
    }

    private static String shortened(Path path) {
        Path here = Path.of("").toAbsolutePath();
        return path.startsWith(here) ? here.relativize(path).toString() : path.toString();
    }
}
