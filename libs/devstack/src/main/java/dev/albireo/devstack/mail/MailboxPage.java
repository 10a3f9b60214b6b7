package dev.albireo.devstack.mail;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A page of the mailbox. It needs no script; the HTML of a mail is shown in a frame without rights. */
record MailboxPage(int status, String policy, String html) {
    private static final String OWN =
            "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; base-uri 'none'; "
                    + "form-action 'none'; frame-ancestors 'none'";
    private static final String FRAME =
            "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; " + "style-src 'unsafe-inline'";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());
    private static final String LAYOUT = """
            <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <title>%s</title><style>
            body{font:16px/1.5 system-ui,sans-serif;max-width:60em;margin:2em auto;padding:0 1em}
            table{border-collapse:collapse;width:100%%}th,td{text-align:left;padding:.4em .8em .4em 0;border-bottom:1px solid #ccc}
            pre{white-space:pre-wrap;overflow-wrap:anywhere;padding:1em;border:1px solid #ccc}
            iframe{width:100%%;height:36em;border:1px solid #ccc;background:#fff}
            </style></head><body>%s</body></html>
            """;

    static MailboxPage list(List<SentMail> mails) {
        String rows = mails.stream().map(MailboxPage::row).collect(Collectors.joining("\n"));
        String body = mails.isEmpty()
                ? "<p>No mail was sent yet. Load this page again after the next one.</p>"
                : "<table><thead><tr><th>Time</th><th>To</th><th>Subject</th></tr></thead><tbody>" + rows
                        + "</tbody></table>";
        return own(200, "Mailbox", "<h1>Mails that Albireo sent</h1>" + body);
    }

    static MailboxPage of(SentMail mail) {
        return own(200, escaped(mail.subject()), """
                <p><a href="/">All mails</a></p>
                <h1>%s</h1>
                <p>From %s to %s, %s</p>
                <h2>Text</h2><pre>%s</pre>
                <h2>HTML</h2><iframe title="HTML" src="/mail/%d/html" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>
                """.formatted(
                        escaped(mail.subject()),
                        escaped(mail.from()),
                        escaped(mail.to()),
                        TIME.format(mail.at()),
                        linked(mail.text()),
                        mail.id()));
    }

    /** Returns the HTML of the mail, whose links open in a window of their own. */
    static MailboxPage html(SentMail mail) {
        return new MailboxPage(200, FRAME, "<base target=\"_blank\">" + mail.html());
    }

    static MailboxPage notFound() {
        return own(404, "Not found", "<h1>Not found</h1><p><a href=\"/\">All mails</a></p>");
    }

    private static String row(SentMail mail) {
        return "<tr><td>%s</td><td>%s</td><td><a href=\"/mail/%d\">%s</a></td></tr>"
                .formatted(TIME.format(mail.at()), escaped(mail.to()), mail.id(), escaped(mail.subject()));
    }

    private static MailboxPage own(int status, String title, String body) {
        return new MailboxPage(status, OWN, LAYOUT.formatted(title, body));
    }

    private static String linked(String text) {
        return escaped(text)
                .replaceAll(
                        "https?://[^\\s&<]+(?:&amp;[^\\s&<]+)*(?<![.,;:])", "<a href=\"$0\" target=\"_blank\">$0</a>");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
