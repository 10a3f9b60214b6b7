package dev.albireo.credentials.login;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the pages of signing in, registering and signing out. */
@MessageBundle(value = "login", locale = "en")
public interface LoginMessages {
    @Message("Sign in")
    String signIn();

    @Message("to continue to {client}")
    String continueTo(String client);

    @Message("to your account")
    String toAccount();

    @Message("Website of {client}")
    String website(String client);

    @Message("Privacy")
    String privacy();

    @Message("Terms")
    String terms();

    @Message("You're not signed in yet")
    String problem();

    @Message("Username or email")
    String usernameOrEmail();

    @Message("or")
    String or();

    @Message("Use a passkey")
    String usePasskey();

    @Message("Passkeys need JavaScript. You can sign in with your password without it.")
    String passwordWithoutScript();

    @Message("Don't have an account?")
    String noAccount();

    @Message("Create one")
    String createOne();

    @Message("Create an account")
    String register();

    @Message("Your account wasn't created")
    String registerProblem();

    @Message("Email (optional)")
    String email();

    @Message("Create account")
    String create();

    @Message("Already have an account?")
    String haveAccount();

    @Message("You're signed in as {username}.")
    String signedInAs(String username);

    @Message("Signing out ends this session in every app you opened with it.")
    String signOutMeaning();

    @Message("You're not signed in to an account in this browser.")
    String notSignedIn();

    @Message("You need a second step")
    String factorMissing();

    @Message("Set up a second step")
    String factorSetUp();

    @Message("An extra step protects your account.")
    String factorReason();

    @Message("Signing in as")
    String signingInAs();

    @Message("You can try again")
    String tryAgain();

    @Message("You can use your passkey now, or ask your administrator to unlock your account.")
    String unlockWithPasskey();

    @Message("You can also ask your administrator to unlock your account.")
    String unlock();

    @Message("Use the passkey on this device, on your phone or on a security key.")
    String passkeyWhere();

    @Message(
            "Your account doesn't have a second step yet. Add a passkey: you unlock it with your fingerprint, face or screen lock, and it can't be guessed or phished.")
    String enrolPasskey();

    @Message("Create the passkey on this device or on a security key.")
    String enrolCreate();

    @Message("Use it once so that we know it works.")
    String enrolUse();

    @Message("Create a passkey")
    String createPasskey();

    @Message(
            "Your account doesn't have a second step yet. An authenticator app on your phone shows a code that you enter when you sign in.")
    String enrolApp();

    @Message("The six digits that we sent you or that your authenticator app shows.")
    String sentCodeHint();

    @Message("Recovery code")
    String recoveryCode();

    @Message("One of the codes you saved when you set up your second step. Each code works once.")
    String recoveryHint();

    @Message("You used a passkey. Enter your password as the second step.")
    String passwordAfterPasskey();

    @Message("Your account doesn't have a second step yet. Enter your password again, then add one.")
    String passwordBeforeEnrol();

    @Message(
            "To set up your second step, enter the code that you got from your administrator. If you have none, ask for it: it can be read to you over the phone.")
    String askForEnrolmentCode();

    @Message("Code from your administrator")
    String enrolmentCode();

    @Message("Twelve letters and digits, such as 7K2M-9QXR-4D8T. It works once.")
    String enrolmentCodeHint();

    @Message("Try another way")
    String otherWays();

    @Message("Or try another way.")
    String otherWayWithoutScript();

    @Message("Cancel and sign out")
    String cancel();

    @Message("Use a passkey")
    String optionPasskey();

    @Message("Enter a code from your authenticator app")
    String optionCode();

    @Message("Enter your password")
    String optionPassword();

    @Message("Use a recovery code")
    String optionRecovery();

    @Message("Create a passkey")
    String optionEnrol();

    @Message("Set up an authenticator app instead")
    String optionApp();

    @Message("Enter the code from your administrator")
    String optionEnrolmentCode();

    @Message(
            "That code is wrong or has expired. Codes change every 30 seconds and work only once. Enter the current code.")
    String wrongCode();

    @Message("That recovery code is wrong or was already used. Check it, or use another one.")
    String wrongRecoveryCode();

    @Message(
            "That code is wrong, expired or already used. Check it, or ask your administrator for a new one: only the newest one works.")
    String wrongEnrolmentCode();

    @Message("That password is wrong. Check it and try again.")
    String wrongPassword();

    @Message("Too many failed attempts. Wait an hour, or sign in again.")
    String tooManyAttempts();

    @Message(
            "There were too many wrong codes for this account, so codes are blocked for now. If you didn't enter them, someone else knows your password: change it.")
    String tooManyCodesOfAccount();

    @Message("Too many wrong codes in this sign-in. Sign in again to continue.")
    String tooManyCodes();

    @Message("The app")
    String theApp();

    @Message("Your administrator requires you to use a second step.")
    String reasonAdministrator();

    @Message("You turned on two-factor sign-in for your account.")
    String reasonUser();

    @Message("A group you belong to requires a second step.")
    String reasonGroup();

    @Message("{client} requests access to sensitive data or functions.")
    String reasonScope(String client);

    @Message("{client} asks you to confirm that it's still you.")
    String reasonMaxAge(String client);

    @Message("{client} requires a stronger sign-in for this request.")
    String reasonAcr(String client);

    @Message("{client} requires a second step from all users.")
    String reasonClient(String client);

    @Message("You're signing in from outside your organization's network.")
    String reasonNetwork();

    @Message("The security policy of your organization requires a second step for {client}.")
    String reasonPolicy(String client);
}
