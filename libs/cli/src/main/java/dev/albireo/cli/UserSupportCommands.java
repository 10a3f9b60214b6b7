package dev.albireo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.cli.UserCommand.OfUser;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands of {@code albireo user} that let users in or keep them out. */
final class UserSupportCommands {
    private UserSupportCommands() {}

    /** {@code albireo user disable}. */
    @Command(name = "disable", description = "Disables a user and ends all sessions and grants.")
    static final class Disable extends OfUser {
        Disable(CommandContext context) {
            super(context);
        }

        @Override
        public ExitCode run() {
            return mutate(GraphqlMutation.of("setUserEnabled").with("enabled", "Boolean!", false));
        }
    }

    /** {@code albireo user enable}. */
    @Command(name = "enable", description = "Enables a disabled user.")
    static final class Enable extends OfUser {
        Enable(CommandContext context) {
            super(context);
        }

        @Override
        public ExitCode run() {
            return mutate(GraphqlMutation.of("setUserEnabled").with("enabled", "Boolean!", true));
        }
    }

    /** {@code albireo user unlock}. */
    @Command(name = "unlock", description = "Lets a user try again at once after too many wrong passwords or codes.")
    static final class Unlock extends OfUser {
        Unlock(CommandContext context) {
            super(context);
        }

        @Override
        public ExitCode run() {
            return mutate(GraphqlMutation.of("unlockUser"));
        }
    }

    /** {@code albireo user send-password-reset}. */
    @Command(
            name = "send-password-reset",
            description = "Sends a user a link for a new password by mail, to a verified address.")
    static final class SendPasswordReset extends OfUser {
        SendPasswordReset(CommandContext context) {
            super(context);
        }

        @Override
        public ExitCode run() {
            return mutate(GraphqlMutation.of("sendPasswordReset"));
        }
    }

    /** {@code albireo user issue-enrolment-code}. */
    @Command(
            name = "issue-enrolment-code",
            description = {
                "Issues a code with which a user without a second factor sets one up, and prints it once.",
                "It is asked for where albireo.two-factor.first-enrolment is with-code. An earlier code of the user is void."
            })
    static final class EnrolmentCodeCommand extends OfUser {
        @Option(names = "--mail", description = "Mails the code to the user's verified address as well.")
        private boolean mail;

        EnrolmentCodeCommand(CommandContext context) {
            super(context);
        }

        @Override
        public ExitCode run() {
            JsonNode result = GraphqlMutation.of("issueEnrolmentCode")
                    .with("username", "String!", username)
                    .with("mail", "Boolean!", mail)
                    .run(context, "success message code expiresAt");
            if (!result.path("success").asBoolean()) {
                return Results.tell(context, result);
            }
            context.output()
                    .done(
                            result.path("message").asText() + ", valid until "
                                    + result.path("expiresAt").asText() + ": "
                                    + result.path("code").asText(),
                            result);
            return ExitCode.DONE;
        }
    }

    /** {@code albireo user cancel-factor-reset}. */
    @Command(
            name = "cancel-factor-reset",
            description = "Cancels a reset of the second factors that the user requested and that waits.")
    static final class CancelReset extends OfUser {
        CancelReset(CommandContext context) {
            super(context);
        }

        @Override
        public ExitCode run() {
            return mutate(GraphqlMutation.of("cancelFactorReset"));
        }
    }

    /** {@code albireo user invite}. */
    @Command(
            name = "invite",
            description = "Sends a link by mail, by which its receiver creates an account with this address.")
    static final class Invite implements AlbireoCli.CliCommand {
        private final CommandContext context;

        @Parameters(paramLabel = "EMAIL", description = "The address, which the link proves.")
        private String email = "";

        @Option(names = "--name", description = "What the page suggests as the name.")
        private Optional<String> name = Optional.empty();

        Invite(CommandContext context) {
            this.context = context;
        }

        @Override
        public ExitCode run() {
            GraphqlMutation invite = GraphqlMutation.of("inviteUser").with("email", "String!", email);
            name.ifPresent(text -> invite.with("name", "String", text));
            JsonNode invited = invite.run(context, "email expiresAt");
            context.output().done("An invitation was sent to " + email, invited);
            return ExitCode.DONE;
        }
    }
}
