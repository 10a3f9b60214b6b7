package dev.albireo.systemtests.support;

import static org.awaitility.Awaitility.await;

import dev.albireo.devstack.mail.SentMail;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The mails to the users of {@link Admin#newUser}, in the mailbox of the running stack. */
public final class ResetMail {
    private static final Pattern LINK = Pattern.compile(
            "https?://\\S+/(?:login/reset|register|account/email/confirm|account/report|account/factor-reset)\\?token=\\S+");

    private ResetMail() {}

    /** Requests a link with this browser, and returns it from the mail. */
    public static URI link(Person person, String username) {
        int before = to(username).size();
        Answer answer = person.submit(person.get("/login/forgot"), "/login/forgot", Map.of("username", username));
        if (answer.status() != 200) {
            throw new AssertionError(answer);
        }
        return link(next(username, before));
    }

    /** Returns the mail that follows the first {@code before} ones. */
    public static SentMail next(String username, int before) {
        await().atMost(Duration.ofSeconds(30)).until(() -> to(username).size() > before);
        return to(username).getFirst();
    }

    /** Returns the newest link that was sent to this address, as soon as there is one. */
    public static URI linkTo(String address) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !Running.stack().mailbox().mailsTo(address).isEmpty());
        return link(Running.stack().mailbox().mailsTo(address).getFirst());
    }

    /** Returns the mails to the user, the newest first. */
    public static List<SentMail> to(String username) {
        return Running.stack().mailbox().mailsTo(username + "@example.com");
    }

    public static URI link(SentMail mail) {
        Matcher matcher = LINK.matcher(mail.text());
        if (!matcher.find()) {
            throw new AssertionError("no link in " + mail);
        }
        return URI.create(matcher.group());
    }

    /** Returns the link of the user's newest mail of this subject, as soon as there is one. */
    public static URI linkOf(String username, String subject) {
        awaitNotice(username, subject);
        return link(to(username).stream()
                .filter(mail -> mail.subject().equals(subject))
                .findFirst()
                .orElseThrow());
    }

    /** Waits until the user has a mail of this subject. */
    public static void awaitNotice(String username, String subject) {
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        to(username).stream().anyMatch(mail -> mail.subject().equals(subject)));
    }
}
