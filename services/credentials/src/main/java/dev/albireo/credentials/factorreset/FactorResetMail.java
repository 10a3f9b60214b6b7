package dev.albireo.credentials.factorreset;

import dev.albireo.credentials.mail.MailRequests;
import dev.albireo.credentials.mail.MailRequests.NewMail;
import dev.albireo.events.MailRequested;
import dev.albireo.events.MailType;
import dev.albireo.events.UserState;
import dev.albireo.protocol.OpaqueToken;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** The mail that tells the user of a requested reset. Its link can cancel the reset and nothing else. */
@ApplicationScoped
class FactorResetMail {
    private final MailRequests mails;
    private final Clock clock;

    FactorResetMail(MailRequests mails, Clock clock) {
        this.mails = mails;
        this.clock = clock;
    }

    /**
     * Returns the event that requests the mail, which says until when the user waits; empty if there is no address, or too many mails were
     * requested for it.
     *
     * @param address the network address that the request came from
     */
    Uni<Optional<MailRequested>> of(UserState user, FactorReset reset, OpaqueToken token, Optional<String> address) {
        return mails.request(new NewMail(
                mails.verified(user),
                MailType.SECOND_FACTOR_RESET_REQUESTED,
                "/account/factor-reset?token=" + token.value(),
                reset.requestedAt(),
                address,
                Duration.between(clock.instant(), reset.effectiveAt())));
    }
}
