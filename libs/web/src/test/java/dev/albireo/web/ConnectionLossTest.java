package dev.albireo.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpClosedException;
import java.net.ConnectException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A lost connection is distinguished from a response or a timeout")
class ConnectionLossTest {
    @Test
    void refused_or_closed_also_when_wrapped() {
        assertThat(ConnectionLoss.is(new ConnectException("refused"))).isTrue();
        assertThat(ConnectionLoss.is(new CompletionException(new HttpClosedException("Connection was closed"))))
                .isTrue();
    }

    @Test
    void one_that_took_too_long_may_be_at_work_still() {
        assertThat(ConnectionLoss.is(new CompletionException(new TimeoutException())))
                .isFalse();
        assertThat(ConnectionLoss.is(Problem.NOT_FOUND.because("no such session")))
                .isFalse();
    }
}
