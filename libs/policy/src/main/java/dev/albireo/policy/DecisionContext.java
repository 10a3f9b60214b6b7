package dev.albireo.policy;

import dev.albireo.policy.SecondFactorPolicy.ClientContext;
import dev.albireo.policy.SecondFactorPolicy.RequestContext;
import dev.albireo.policy.SecondFactorPolicy.UserContext;
import java.time.Instant;

/**
 * All facts that the second-factor decision reads, beside the user's proofs.
 *
 * @param user {@link UserContext#UNKNOWN} if no user is signed in, or if requirements on the user do not count
 * @param at the time at which the proofs must be valid
 */
public record DecisionContext(
        UserContext user, ClientContext client, RequestContext request, NetworkContext network, Instant at) {}
