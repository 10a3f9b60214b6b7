package dev.albireo.oauth.client;

import dev.albireo.web.Fields;
import dev.albireo.web.Problem;
import java.util.List;
import java.util.Optional;

/** What an administrator declares. */
record DeclaredMetadata(Fields fields) implements Metadata {
    @Override
    public Optional<String> text(String field) {
        return fields.text(field);
    }

    @Override
    public Optional<List<String>> texts(String field) {
        return fields.any(field).map(list -> fields.texts(field));
    }

    @Override
    public boolean flag(String field) {
        return fields.flag(field).orElse(false);
    }

    @Override
    public Optional<Integer> number(String field, int least, int most) {
        return fields.number(field, least, most);
    }

    @Override
    public RuntimeException mustBe(String field, String wanted) {
        return Problem.UNPROCESSABLE.because(field + " must be " + wanted, field);
    }
}
