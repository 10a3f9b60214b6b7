package dev.albireo.credentials.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.albireo.credentials.admin.UserDeclaration.TotpDeclaration;
import dev.albireo.credentials.passkey.ImportedPasskey;
import dev.albireo.credentials.passkey.PasskeyImports;
import dev.albireo.credentials.password.ImportedHash;
import dev.albireo.credentials.password.NewPassword;
import dev.albireo.credentials.user.ImportedProfile;
import dev.albireo.protocol.TotpSecret;
import dev.albireo.web.DeclaredRepresentation;
import dev.albireo.web.Fields;
import dev.albireo.web.Problem;
import java.util.List;
import java.util.Optional;

/**
 * One line of an import: a {@code User} resource, whose {@code id} may be absent if it has a {@code userName}.
 *
 * @param hash the hash of the password, if another provider computed it
 * @param password the password, if it is known
 * @param passkeys those that another provider of the same relying party registered
 */
record ImportedUser(
        ImportedProfile profile,
        Optional<ImportedHash> hash,
        Optional<NewPassword> password,
        Optional<TotpSecret> totp,
        List<ImportedPasskey> passkeys) {
    ImportedUser {
        passkeys = List.copyOf(passkeys);
    }

    /** Reads a line; rejected with {@code UNPROCESSABLE}, naming the field. */
    static ImportedUser of(JsonNode written, PasskeyImports imports) {
        if (!written.isObject()) {
            throw Problem.UNPROCESSABLE.because("the user must be an object");
        }
        ObjectNode line = UserDeclaration.resolved(written).deepCopy();
        List<ImportedPasskey> passkeys = Optional.ofNullable(line.remove(ImportedPasskey.MEMBER))
                .filter(listed -> !listed.isNull())
                .map(imports::read)
                .orElse(List.of());
        Fields fields = Fields.of(line).withEmptyAsAbsent();
        Optional<String> type = fields.text("resourceType");
        fields.require(type.filter(name -> !name.equals(UserDeclaration.TYPE)).isEmpty(), "resourceType", "User");
        Optional<String> id = fields.text("id");
        id.ifPresent(DeclaredRepresentation::checkId);
        fields.require(id.isPresent() || fields.text("userName").isPresent(), "userName", "given if id is absent");
        UserDeclaration declaration = UserDeclaration.of(id.orElse(""), line, Optional.empty());
        return new ImportedUser(
                new ImportedProfile(
                        id,
                        declaration.profile(),
                        declaration.totp().map(TotpDeclaration::enabled).orElse(false)),
                UserDeclaration.passwordHash(line),
                UserDeclaration.password(line),
                declaration.totp().flatMap(TotpDeclaration::secretKey).map(ImportedUser::secret),
                passkeys);
    }

    private static TotpSecret secret(String base32) {
        return TotpSecret.parse(base32)
                .orElseThrow(() -> Problem.UNPROCESSABLE.because(
                        "twoFactor.secretKey must be base32 of 80 to 512 bits", "twoFactor.secretKey"));
    }

    @Override
    public String toString() {
        return "ImportedUser[" + profile.profile().username() + "]";
    }
}
