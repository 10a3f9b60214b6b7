package dev.albireo.webhooks.mail;

import dev.albireo.events.MailContent;
import dev.albireo.events.MailType;
import dev.albireo.protocol.Loopback;
import dev.albireo.web.UiLanguages;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Selects the texts of a mail. */
@Singleton
class MailTexts {
    private final UiLanguages languages;

    MailTexts(UiLanguages languages) {
        this.languages = languages;
    }

    /** Returns the language of a mail: the one that is requested, or the default. */
    String language(MailContent mail) {
        return Optional.ofNullable(mail.language())
                .flatMap(tag -> languages.lookUp(List.of(tag)))
                .orElseGet(languages::defaultTag);
    }

    /** Returns a time in the words of the language, in UTC. */
    String time(Instant instant, String language) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
                        .withLocale(languages.locale(language))
                        .withZone(ZoneOffset.UTC)
                        .format(instant)
                + " UTC";
    }

    /** Returns when, from where and in which browser it happened, a line each. */
    List<String> circumstances(MailContent mail, String language) {
        MailMessages messages = languages.messages(MailMessages.class, language);
        return Stream.of(
                        Optional.of(messages.when(time(mail.at(), language))),
                        Optional.ofNullable(mail.address())
                                .map(address -> Loopback.includes(address)
                                        ? messages.fromThisComputer()
                                        : messages.from(address)),
                        browser(mail, messages))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<String> browser(MailContent mail, MailMessages messages) {
        String browser = Objects.requireNonNullElse(mail.browser(), "");
        String system = Objects.requireNonNullElse(mail.system(), "");
        return browser.isEmpty() && system.isEmpty()
                ? Optional.empty()
                : Optional.of(messages.browser(browser, system));
    }

    MailText of(MailType type, String language) {
        MailMessages messages = languages.messages(MailMessages.class, language);
        return switch (type) {
            case PASSWORD_RESET ->
                new MailText(
                        messages.resetSubject(),
                        messages.reset(),
                        messages.choosePassword(),
                        messages.ignoreReset(),
                        true);
            case PASSWORD_CHANGED -> notice(messages, messages.passwordChangedSubject(), messages.passwordChanged());
            case NEW_SIGN_IN -> notice(messages, messages.newSignInSubject(), messages.newSignIn());
            case PASSWORD_CHANGED_BY_ADMINISTRATOR ->
                notice(messages, messages.passwordChangedSubject(), messages.passwordChangedByAdministrator());
            case PASSKEY_ADDED -> notice(messages, messages.passkeyAddedSubject(), messages.passkeyAdded());
            case PASSKEY_REMOVED -> notice(messages, messages.passkeyRemovedSubject(), messages.passkeyRemoved());
            case APP_ENABLED -> notice(messages, messages.appEnabledSubject(), messages.appEnabled());
            case APP_DISABLED -> notice(messages, messages.appDisabledSubject(), messages.appDisabled());
            case RECOVERY_CODES_RENEWED -> notice(messages, messages.codesRenewedSubject(), messages.codesRenewed());
            case RECOVERY_CODE_USED -> notice(messages, messages.codeUsedSubject(), messages.codeUsed());
            case SECOND_FACTOR_RESET_BY_ADMINISTRATOR ->
                notice(messages, messages.factorsResetSubject(), messages.factorsReset());
            case SECOND_FACTOR_RESET_REQUESTED ->
                new MailText(
                        messages.factorsResetRequestedSubject(),
                        messages.factorsResetRequested(),
                        messages.cancelReset(),
                        messages.ignoreFactorsReset(),
                        true);
            case SECOND_FACTOR_RESET -> notice(messages, messages.factorsRemovedSubject(), messages.factorsRemoved());
            case ENROLMENT_CODE ->
                new MailText(
                        messages.enrolmentCodeSubject(),
                        messages.enrolmentCode(),
                        messages.openAccount(),
                        messages.ignoreEnrolmentCode(),
                        true);
            case ENROLMENT_CODE_ISSUED ->
                notice(messages, messages.enrolmentCodeIssuedSubject(), messages.enrolmentCodeIssued());
            case EMAIL_VERIFICATION ->
                new MailText(
                        messages.verificationSubject(),
                        messages.verification(),
                        messages.confirmAddress(),
                        messages.ignoreVerification(),
                        true);
            case EMAIL_IN_USE ->
                new MailText(
                        messages.emailInUseSubject(),
                        messages.emailInUse(),
                        messages.openAccount(),
                        messages.ignoreEmailInUse(),
                        false);
            case EMAIL_CHANGE_REQUESTED ->
                notice(messages, messages.emailChangeRequestedSubject(), messages.emailChangeRequested());
            case REGISTRATION ->
                new MailText(
                        messages.registrationSubject(),
                        messages.registration(),
                        messages.createAccount(),
                        messages.ignoreRegistration(),
                        true);
            case ALREADY_REGISTERED ->
                new MailText(
                        messages.alreadyRegisteredSubject(),
                        messages.alreadyRegistered(),
                        messages.signIn(),
                        messages.ignoreAlreadyRegistered(),
                        false);
            case INVITATION ->
                new MailText(
                        messages.invitationSubject(),
                        messages.invitation(),
                        messages.createAccount(),
                        messages.ignoreInvitation(),
                        true);
            case ACCOUNT_LOCKED ->
                new MailText(
                        messages.accountLockedSubject(),
                        messages.accountLocked(),
                        messages.choosePassword(),
                        messages.afterLock(),
                        false);
            case EMAIL_CHANGED -> notice(messages, messages.emailChangedSubject(), messages.emailChanged());
        };
    }

    private static MailText notice(MailMessages messages, String subject, String happened) {
        return new MailText(subject, happened, messages.notMe(), messages.notYou(), false);
    }
}
