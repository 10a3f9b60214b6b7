package dev.albireo.devstack.mail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.devstack.process.Ports;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MailboxTest {
    private static final int PORTS = 24_000 + (int) (ProcessHandle.current().pid() % 1000);

    private Mailbox mailbox = new Mailbox(0, 0);

    @BeforeEach
    void started() {
        Ports ports = new Ports(0);
        mailbox = new Mailbox(ports.firstFree(PORTS), ports.firstFree(PORTS + 1));
        mailbox.start();
    }

    @AfterEach
    void closed() {
        mailbox.close();
    }

    @Test
    void shows_what_was_sent_with_links_and_the_newest_first() throws Exception {
        send(
                "alice@example.com",
                "First <one>",
                "Open https://id.example/reset?token=a_b-c&x=1\nGrüße",
                "<p>Hello</p>");
        send("bob@example.com", "Second", "text", "<script>alert(1)</script>");

        assertThat(mailbox.mails()).extracting(SentMail::subject).containsExactly("Second", "First <one>");
        assertThat(mailbox.mailsTo("ALICE@example.com")).singleElement().satisfies(mail -> {
            assertThat(mail.text()).contains("Grüße");
            assertThat(mail.html()).isEqualTo("<p>Hello</p>");
        });
        assertThat(get("/").body()).containsSubsequence("/mail/2", "/mail/1", "First &lt;one&gt;");
        assertThat(get("/mail/1").body())
                .contains("href=\"https://id.example/reset?token=a_b-c&amp;x=1\"", "src=\"/mail/1/html\" sandbox=");
        assertThat(get("/mail/2/html").headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(
                        policy -> assertThat(policy).startsWith("sandbox ").contains("default-src 'none'"));
        assertThat(get("/mail/3").statusCode()).isEqualTo(404);
        assertThat(get("/etc/passwd").statusCode()).isEqualTo(404);
    }

    @Test
    void another_name_of_this_machine_is_another_site() throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), mailbox.page().getPort())) {
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: rebound.example\r\nConnection: close\r\n\r\n".getBytes(UTF_8));
            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                    .startsWith("HTTP/1.1 404");
        }
    }

    private void send(String to, String subject, String text, String html) throws MessagingException {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", "127.0.0.1");
        properties.put("mail.smtp.port", Integer.toString(mailbox.smtpPort()));
        MimeMessage message = new MimeMessage(Session.getInstance(properties));
        message.setFrom(new InternetAddress("no-reply@example.com"));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(to));
        message.setSubject(subject, "UTF-8");
        MimeBodyPart plain = new MimeBodyPart();
        plain.setText(text, "UTF-8");
        MimeBodyPart marked = new MimeBodyPart();
        marked.setText(html, "UTF-8", "html");
        message.setContent(new MimeMultipart("alternative", plain, marked));
        Transport.send(message);
    }

    private HttpResponse<String> get(String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(mailbox.page().resolve(path)).build(), BodyHandlers.ofString());
        }
    }
}
