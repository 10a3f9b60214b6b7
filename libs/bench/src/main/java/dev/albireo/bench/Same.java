package dev.albireo.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.function.Predicate;

/** Repeats one request, whose response must have status 200 and the expected body. */
record Same(byte[] request, Predicate<String> expected) implements Exchanges {
    @Override
    public byte[] next() {
        return request;
    }

    @Override
    public void answered(int status, byte[] body) {
        String text = new String(body, UTF_8);
        if (status != 200 || !expected.test(text)) {
            throw new IllegalStateException("answered " + status + " " + text);
        }
    }
}
