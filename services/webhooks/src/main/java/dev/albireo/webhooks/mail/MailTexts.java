package dev.albireo.webhooks.mail;

import dev.albireo.events.MailType;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Selects the texts of a mail. */
@Singleton
class MailTexts {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final MailMessages messages;

    MailTexts(MailMessages messages) {
        this.messages = messages;
    }

    static String time(Instant instant) {
        return TIME.format(instant);
    }

    MailText of(MailType type) {
        return switch (type) {
            case PASSWORD_RESET ->
                new MailText(
                        messages.resetSubject(),
                        messages.reset(),
                        messages.choosePassword(),
                        messages.ignoreReset(),
                        true);
            case PASSWORD_CHANGED -> notice(messages.passwordChangedSubject(), messages.passwordChanged());
            case PASSWORD_CHANGED_BY_ADMINISTRATOR ->
                notice(messages.passwordChangedSubject(), messages.passwordChangedByAdministrator());
            case PASSKEY_ADDED -> notice(messages.passkeyAddedSubject(), messages.passkeyAdded());
            case PASSKEY_REMOVED -> notice(messages.passkeyRemovedSubject(), messages.passkeyRemoved());
            case APP_ENABLED -> notice(messages.appEnabledSubject(), messages.appEnabled());
            case APP_DISABLED -> notice(messages.appDisabledSubject(), messages.appDisabled());
            case RECOVERY_CODES_RENEWED -> notice(messages.codesRenewedSubject(), messages.codesRenewed());
            case RECOVERY_CODE_USED -> notice(messages.codeUsedSubject(), messages.codeUsed());
            case SECOND_FACTOR_RESET_BY_ADMINISTRATOR ->
                notice(messages.factorsResetSubject(), messages.factorsReset());
            case ENROLMENT_CODE ->
                new MailText(
                        messages.enrolmentCodeSubject(),
                        messages.enrolmentCode(),
                        messages.openAccount(),
                        messages.ignoreEnrolmentCode(),
                        true);
            case ENROLMENT_CODE_ISSUED -> notice(messages.enrolmentCodeIssuedSubject(), messages.enrolmentCodeIssued());
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
                notice(messages.emailChangeRequestedSubject(), messages.emailChangeRequested());
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
            case EMAIL_CHANGED -> notice(messages.emailChangedSubject(), messages.emailChanged());
        };
    }

    private MailText notice(String subject, String happened) {
        return new MailText(subject, happened, messages.openAccount(), messages.notYou(), false);
    }
}
