package dev.albireo.credentials.notice;

import dev.albireo.credentials.mail.MailRequests;
import dev.albireo.credentials.mail.MailRequests.NewMail;
import dev.albireo.credentials.notice.NoticeStore.Notice;
import dev.albireo.credentials.user.Users;
import dev.albireo.events.MailRequested;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Requests the mails of waiting notices: each is removed in the transaction that requests its mail, or because there is none to send. */
@ApplicationScoped
class SendNotices {
    static final Duration LIFETIME = Duration.ofDays(1);

    private final NoticeStore store;
    private final MailRequests mails;
    private final Users users;
    private final Clock clock;

    SendNotices(NoticeStore store, MailRequests mails, Users users, Clock clock) {
        this.store = store;
        this.mails = mails;
        this.users = users;
        this.clock = clock;
    }

    /** Processes every waiting notice; after a failure the next run goes on with the same one. */
    @Scheduled(
            every = "2s",
            delayed = "2s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> run() {
        return all().onFailure()
                .invoke(failure -> Log.warnf("mail notices not requested cause=%s", failure.toString()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> all() {
        return store.process(this::mail)
                .chain(found -> found ? all() : Uni.createFrom().voidItem());
    }

    private Uni<Optional<MailRequested>> mail(Notice notice) {
        return notice.at().plus(LIFETIME).isBefore(clock.instant())
                ? Uni.createFrom().item(Optional.empty())
                : users.bySubject(notice.subject())
                        .chain(found -> found.map(user -> mails.request(NewMail.notice(
                                                mails.verified(user), notice.type(), notice.at(), notice.address())
                                        .from(notice.browser())))
                                .orElse(Uni.createFrom().item(Optional.empty())));
    }
}
