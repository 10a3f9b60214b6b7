package dev.albireo.admin.user;

import dev.albireo.admin.user.OauthSecondFactorClient.SecondFactorBody;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;

/** The second-factor decision on a request of a user, why it is so, and what the user meets. */
@Type("SecondFactorExplanation")
@Description("Whether a request of a user requires a second factor, and why")
public record ExplainedSecondFactor(
        @NonNull @Description("Whether a second factor is required")
        Boolean required,

        @NonNull @Description("Whether the declared policy denies the request, whatever is proved")
        Boolean denied,

        @NonNull @Description("The rules that require it") List<@NonNull SecondFactorRule> rules,

        @NonNull @Description("All rules of the declared policy; none without a client, to whose requests they apply")
        List<@NonNull DeclaredPolicyRule> policy,

        @NonNull
        @Description("The second factors that satisfy the request: passkey, totp, delivered_code, recovery_code")
        List<@NonNull String> accepted,

        @NonNull @Description("How long a second proof remains valid within a session, in seconds")
        Integer proofMaxAge,

        @NonNull @Description("The second factors that the user has; recovery codes count as well")
        List<@NonNull UserFactor> factors,

        @NonNull @Description("What the user meets after the first factor")
        ExpectedStep step) {

    /** What a user meets after the first factor. */
    @Description("What a user meets after the first factor")
    public enum ExpectedStep {
        @Description("The account is disabled, or the declared policy denies the request")
        REFUSED,

        @Description("Nothing: one factor is enough")
        NONE,

        @Description("The page that asks for one of the user's second factors, unless one was proved recently")
        PROVE,

        @Description(
                "The page that sets up a second factor: a first one, with an enrolment code where the setting requires one, or one that the declared policy accepts")
        ENROL
    }

    static ExplainedSecondFactor of(SecondFactorBody decision, List<UserFactor> factors) {
        return new ExplainedSecondFactor(
                !decision.rules().isEmpty(),
                decision.denied(),
                decision.rules(),
                decision.policy(),
                decision.accepted(),
                decision.proofMaxAgeSeconds(),
                factors,
                step(decision, factors.stream().anyMatch(factor -> isAccepted(factor, decision.accepted()))));
    }

    /** A user with an application has delivered codes as well. */
    private static boolean isAccepted(UserFactor factor, List<String> accepted) {
        return accepted.isEmpty() // from an earlier release of oauth
                || accepted.contains(factor.type())
                || (factor.type().equals("totp") && accepted.contains("delivered_code"));
    }

    private static ExpectedStep step(SecondFactorBody decision, boolean enrolled) {
        if (!decision.enabled() || decision.denied()) {
            return ExpectedStep.REFUSED;
        }
        if (decision.rules().isEmpty()) {
            return ExpectedStep.NONE;
        }
        return enrolled ? ExpectedStep.PROVE : ExpectedStep.ENROL;
    }
}
