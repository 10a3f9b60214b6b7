package dev.albireo.devstack.mail;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.albireo.devstack.process.StackException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.subethamail.smtp.helper.SimpleMessageListener;
import org.subethamail.smtp.server.SMTPServer;

/** An SMTP server on 127.0.0.1 that keeps the newest mails in memory and shows them on a page there; it delivers none. */
public final class Mailbox implements AutoCloseable {
    private static final int KEPT = 200;
    private static final Pattern PATH = Pattern.compile("/mail/(\\d{1,9})(/html)?");

    private final int smtpPort;
    private final int pagePort;
    private final Clock clock = Clock.systemUTC();
    private final AtomicInteger number = new AtomicInteger();
    private final Deque<SentMail> mails = new ArrayDeque<>();
    private final SMTPServer smtp;
    private Optional<HttpServer> pages = Optional.empty();

    /** Creates a mailbox that does not listen yet. */
    public Mailbox(int smtpPort, int pagePort) {
        this.smtpPort = smtpPort;
        this.pagePort = pagePort;
        this.smtp = SMTPServer.port(smtpPort)
                .bindAddress(loopback())
                .hostName("localhost")
                .simpleMessageListener(new Listener())
                .build();
    }

    private final class Listener implements SimpleMessageListener {
        @Override
        public boolean accept(String from, String recipient) {
            return true;
        }

        @Override
        public void deliver(String from, String recipient, InputStream data) throws IOException {
            keep(SentMail.parse(number.incrementAndGet(), clock.instant(), recipient, data));
        }
    }

    public void start() {
        try {
            smtp.start();
            HttpServer server = HttpServer.create(new InetSocketAddress(loopback(), pagePort), 0);
            server.createContext("/", this::handle);
            server.start();
            pages = Optional.of(server);
        } catch (IOException | RuntimeException e) {
            throw new StackException("the mailbox cannot listen on ports " + smtpPort + " and " + pagePort, e);
        }
    }

    public int smtpPort() {
        return smtpPort;
    }

    /** Returns the address of the page that shows the mails. */
    public URI page() {
        return URI.create("http://localhost:" + pagePort);
    }

    /** Returns the kept mails, the newest first. */
    public synchronized List<SentMail> mails() {
        return List.copyOf(mails);
    }

    /** Returns the kept mails to this address, the newest first. */
    public List<SentMail> mailsTo(String address) {
        return mails().stream()
                .filter(mail -> mail.to().equalsIgnoreCase(address))
                .toList();
    }

    private synchronized void keep(SentMail mail) {
        mails.addFirst(mail);
        if (mails.size() > KEPT) {
            mails.removeLast();
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            MailboxPage page = isOwn(exchange.getRequestHeaders().getFirst("Host"))
                    ? page(exchange.getRequestURI().getPath())
                    : MailboxPage.notFound();
            byte[] body = page.html().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.getResponseHeaders().set("Content-Security-Policy", page.policy());
            exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
            exchange.getResponseHeaders().set("Referrer-Policy", "no-referrer");
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.sendResponseHeaders(page.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** Other names of this machine are those of other sites (DNS rebinding). */
    private boolean isOwn(String host) {
        return Set.of("localhost:" + pagePort, "127.0.0.1:" + pagePort).contains(host);
    }

    private MailboxPage page(String path) {
        if (path.equals("/")) {
            return MailboxPage.list(mails());
        }
        Matcher matcher = PATH.matcher(path);
        if (!matcher.matches()) {
            return MailboxPage.notFound();
        }
        int id = Integer.parseInt(matcher.group(1));
        return mails().stream()
                .filter(mail -> mail.id() == id)
                .findFirst()
                .map(mail -> matcher.group(2) == null ? MailboxPage.of(mail) : MailboxPage.html(mail))
                .orElseGet(MailboxPage::notFound);
    }

    @Override
    public void close() {
        pages.ifPresent(server -> server.stop(0));
        if (smtp.isRunning()) {
            smtp.stop();
        }
    }

    private static InetAddress loopback() {
        return InetAddress.getLoopbackAddress();
    }
}
