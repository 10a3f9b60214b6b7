package dev.albireo.webhooks.mail;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the mails. */
@MessageBundle(value = "mail", locale = "en")
public interface MailMessages {
    @Message("Hello {username},")
    String greeting(String username);

    @Message("When: {at}")
    String when(String at);

    @Message("From the network address: {address}")
    String from(String address);

    @Message("From this computer")
    String fromThisComputer();

    @Message("Browser: {#if browser}{browser}{#else}not known{/if}{#if system} on {system}{/if}")
    String browser(String browser, String system);

    @Message("The link works once, until {until}.")
    String once(String until);

    @Message("This message was sent by {site}. It cannot be answered.")
    String footer(String site);

    @Message("The code works once, until {until}.")
    String codeOnce(String until);

    @Message("Choose a new password")
    String resetSubject();

    @Message("A new password was requested for your account. Open the link to choose one.")
    String reset();

    @Message("Choose a new password")
    String choosePassword();

    @Message("If you didn't ask for it, ignore this message: your password stays as it is. Never forward this message.")
    String ignoreReset();

    @Message("Open your account")
    String openAccount();

    @Message("This wasn't me")
    String notMe();

    @Message(
            "If this was you, there is nothing to do. Otherwise open the link and secure the account; it works for seven days, and never "
                    + "forward this message.")
    String notYou();

    @Message("New sign-in to your account")
    String newSignInSubject();

    @Message("Your account was signed in to on a device that is new to it, or that was forgotten.")
    String newSignIn();

    @Message("Your password was changed")
    String passwordChangedSubject();

    @Message("The password of your account was changed.")
    String passwordChanged();

    @Message("An administrator changed the password of your account.")
    String passwordChangedByAdministrator();

    @Message("A passkey was added")
    String passkeyAddedSubject();

    @Message("A passkey was added to your account.")
    String passkeyAdded();

    @Message("A passkey was removed")
    String passkeyRemovedSubject();

    @Message("A passkey was removed from your account.")
    String passkeyRemoved();

    @Message("An authenticator app was set up")
    String appEnabledSubject();

    @Message("An authenticator app was set up for your account.")
    String appEnabled();

    @Message("The authenticator app was removed")
    String appDisabledSubject();

    @Message("The authenticator app was removed from your account.")
    String appDisabled();

    @Message("New recovery codes were created")
    String codesRenewedSubject();

    @Message("New recovery codes were created for your account. The earlier ones no longer work.")
    String codesRenewed();

    @Message("A recovery code was used")
    String codeUsedSubject();

    @Message("A recovery code was used to sign in to your account.")
    String codeUsed();

    @Message("Your second step was reset")
    String factorsResetSubject();

    @Message("An administrator removed the passkeys, the authenticator app and the recovery codes of your account.")
    String factorsReset();

    @Message("The removal of your second step was requested")
    String factorsResetRequestedSubject();

    @Message(
            "It was requested to remove the passkeys, the authenticator app and the recovery codes of your account, after a sign-in with your "
                    + "password. They can be removed as soon as the time below is over.")
    String factorsResetRequested();

    @Message("Cancel the removal")
    String cancelReset();

    @Message(
            "If this was you, there is nothing to do: wait, then sign in with your password. Otherwise open the link and cancel the removal, "
                    + "then change your password: someone else knows it. Never forward this message.")
    String ignoreFactorsReset();

    @Message("Your second step was removed")
    String factorsRemovedSubject();

    @Message(
            "The waiting period was over, and the passkeys, the authenticator app and the recovery codes of your account were removed after a "
                    + "sign-in with your password.")
    String factorsRemoved();

    @Message("Your code to set up a second step")
    String enrolmentCodeSubject();

    @Message(
            "An administrator issued a code for your account. Sign in and enter it when you are asked for it: then you can set "
                    + "up your second step.")
    String enrolmentCode();

    @Message(
            "If you don't know why you got this code, ask your administrator. Never forward this message and never tell anyone "
                    + "the code, not even an administrator.")
    String ignoreEnrolmentCode();

    @Message("A code to set up a second step was issued")
    String enrolmentCodeIssuedSubject();

    @Message("An administrator issued a code with which a second step can be set up for your account.")
    String enrolmentCodeIssued();

    @Message("Confirm your email address")
    String verificationSubject();

    @Message(
            "The user of this account asked to confirm this email address. Open the link where you are signed in to the account.")
    String verification();

    @Message("Confirm the address")
    String confirmAddress();

    @Message(
            "If you didn't ask for it, or the account isn't yours, ignore this message: nothing changes. Never forward this message.")
    String ignoreVerification();

    @Message("Your email address was requested for another account")
    String emailInUseSubject();

    @Message(
            "The user of another account asked to use this email address. It belongs to your account, so nothing was changed.")
    String emailInUse();

    @Message(
            "If it was you, sign in to this account, or use another address for the other one. Otherwise ignore this message.")
    String ignoreEmailInUse();

    @Message("Another email address was requested")
    String emailChangeRequestedSubject();

    @Message(
            "Another email address was requested for your account. It replaces this one when the link that was sent to it is used.")
    String emailChangeRequested();

    @Message("Your email address was changed")
    String emailChangedSubject();

    @Message(
            "The email address of your account was changed. This address gets no further messages, and no longer signs in.")
    String emailChanged();

    @Message("Create your account")
    String registrationSubject();

    @Message("An account with this email address was requested. Open the link to create it.")
    String registration();

    @Message("Create your account")
    String createAccount();

    @Message("If you didn't ask for it, ignore this message: no account is created. Never forward this message.")
    String ignoreRegistration();

    @Message("You already have an account")
    String alreadyRegisteredSubject();

    @Message(
            "A new account with this email address was requested, but you have one already. Sign in with the address. If you "
                    + "don't know the password, use \"Forgot your password?\" on the sign-in page.")
    String alreadyRegistered();

    @Message("Sign in")
    String signIn();

    @Message("If you didn't ask for it, ignore this message: nothing was changed.")
    String ignoreAlreadyRegistered();

    @Message("You're invited")
    String invitationSubject();

    @Message("An administrator invites you to create an account. Open the link and choose your name and password.")
    String invitation();

    @Message("If you don't know why, ignore this message: no account is created. Never forward this message.")
    String ignoreInvitation();

    @Message("Your account was reported and secured")
    String accountLockedSubject();

    @Message(
            "A change of your account was reported as not yours. It was signed out everywhere, applications lost their access, and nothing "
                    + "about how you sign in can be changed for a time.")
    String accountLocked();

    @Message(
            "Choose a new password. If your email address was changed, or this report wasn't yours, ask your administrator for help.")
    String afterLock();
}
