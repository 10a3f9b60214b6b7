package dev.albireo.credentials.account;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the account page and of the pages that change an account. */
@MessageBundle(value = "account", locale = "en")
public interface AccountMessages {
    @Message("That didn't work")
    String problem();

    @Message("Security")
    String security();

    @Message("Sign-ins")
    String signIns();

    @Message("Apps")
    String apps();

    @Message("Profile")
    String profile();

    @Message("Apps that you sign in to may show this. Leave a field empty to remove it.")
    String profileMeaning();

    @Message("Your profile is managed by your administrator.")
    String profileFixed();

    @Message("Your profile was changed.")
    String profileSaved();

    @Message("Save profile")
    String saveProfile();

    @Message("Check the field: {label}.")
    String claimProblem(String label);

    @Message("Full name")
    String claimName();

    @Message("First name")
    String claimGivenName();

    @Message("Last name")
    String claimFamilyName();

    @Message("Middle name")
    String claimMiddleName();

    @Message("Nickname")
    String claimNickname();

    @Message("Gender")
    String claimGender();

    @Message("Date of birth")
    String claimBirthdate();

    @Message("Time zone")
    String claimZone();

    @Message("Language")
    String claimLocale();

    @Message("Profile page")
    String claimProfile();

    @Message("Picture")
    String claimPicture();

    @Message("Website")
    String claimWebsite();

    @Message("Year, month and day, such as 1990-12-31.")
    String hintBirthdate();

    @Message("A place with your time, such as Europe/Berlin.")
    String hintZone();

    @Message("A language, such as en, de-CH or pt-BR.")
    String hintLocale();

    @Message("An address that begins with https://.")
    String hintUrl();

    @Message("Email address")
    String emailAddress();

    @Message("Confirmed")
    String emailConfirmed();

    @Message("Not confirmed")
    String emailUnconfirmed();

    @Message("Your account has no email address.")
    String noEmail();

    @Message("Your data")
    String yourData();

    @Message("Download what is stored about you here: your profile, your second steps and where you're signed in.")
    String exportMeaning();

    @Message("Download your data")
    String exportData();

    @Message("To download your data, confirm that it's you.")
    String confirmForData();

    @Message("Delete your account")
    String deletion();

    @Message("Delete your account…")
    String deleteAccount();

    @Message(
            "Your account, your passkeys and all other ways to sign in will be deleted, and you'll be signed out everywhere. Apps that you used may keep what they stored. This cannot be undone.")
    String deletionMeaning();

    @Message("I understand that my account cannot be restored")
    String deletionUnderstood();

    @Message("Delete my account")
    String deleteForever();

    @Message("to delete the account, confirm that you understand that it cannot be restored")
    String deletionUnconfirmed();

    @Message("To delete your account, confirm that it's you.")
    String confirmForDeletion();

    @Message("Your account was deleted")
    String deleted();

    @Message("The account {username} and everything that belonged to it is gone, and you're signed out everywhere.")
    String deletedLead(String username);

    @Message("Change your password")
    String changePassword();

    @Message("Confirm or change your email address")
    String changeEmail();

    @Message("Account protection")
    String protection();

    @Message("Your account is protected only by your password.")
    String passwordOnly();

    @Message(
            "Add a passkey to sign in without a password and to confirm sensitive actions. Or set up an authenticator app.")
    String addFactor();

    @Message("Your account is protected by a second step.")
    String protectedAlways();

    @Message(
            "{#if passkeys == 0}You sign in with your password and a code from your authenticator app.{#else if passkeys == 1}You sign in with your password and a passkey{#if app} or a code from your authenticator app{/if}.{#else}You sign in with your password and one of your {passkeys} passkeys{#if app} or a code from your authenticator app{/if}.{/if}")
    String protectedBy(long passkeys, boolean app);

    @Message("Your account is partly protected.")
    String protectedPartly();

    @Message(
            "{#if passkeys == 1}Your passkey protects{#else}Your {passkeys} passkeys protect{/if} sensitive actions. For everything else, your password is enough to sign in.")
    String partlyBy(long passkeys);

    @Message("If you lose your passkey, you'll be locked out.")
    String lockedOutPasskey();

    @Message("If you lose your phone, you'll be locked out.")
    String lockedOutPhone();

    @Message("Get recovery codes")
    String getCodes();

    @Message("Keep them in a safe place.")
    String keepCodes();

    @Message("You must use a second step. Add another one in case you lose the first.")
    String onlyFactor();

    @Message("Passkeys")
    String passkeys();

    @Message("Synced")
    String synced();

    @Message("This device only")
    String deviceOnly();

    @Message("Added")
    String added();

    @Message("last used")
    String lastUsed();

    @Message("not used yet")
    String notUsed();

    @Message("Change")
    String change();

    @Message("Name")
    String name();

    @Message("Rename")
    String rename();

    @Message("You can't sign in with this passkey after you remove it. You'll be signed out everywhere else.")
    String passkeyRemoval();

    @Message("Remove")
    String remove();

    @Message("Name of the new passkey")
    String passkeyName();

    @Message("Laptop, phone, security key…")
    String passkeyExamples();

    @Message("Add a passkey")
    String addPasskey();

    @Message("To add your first passkey or authenticator app, enter the code that you got from your administrator.")
    String needsEnrolmentCode();

    @Message("Code from your administrator")
    String enrolmentCode();

    @Message("Twelve letters and digits, such as 7K2M-9QXR-4D8T. It works once.")
    String enrolmentCodeHint();

    @Message("Enter code")
    String enterCode();

    @Message(
            "The code is wrong, expired or already used. Check it, or ask your administrator for a new one: only the newest one works.")
    String wrongEnrolmentCode();

    @Message("Too many wrong codes. Wait an hour, then try again.")
    String tooManyEnrolmentCodes();

    @Message("To see or change your passkeys, confirm that it's you.")
    String confirmToSee();

    @Message("To change your passkeys, confirm that it's you.")
    String confirmToChange();

    @Message("To add a passkey, confirm that it's you.")
    String confirmToAdd();

    @Message("To add a passkey, enter your password again.")
    String passwordToAdd();

    @Message("You need JavaScript to add and use passkeys, but not to rename or remove them.")
    String passkeysNeedScript();

    @Message("Authenticator app")
    String app();

    @Message("Set up.")
    String appSetUp();

    @Message("Two-factor settings")
    String factorSettings();

    @Message("I lost the app")
    String lostApp();

    @Message(
            "Codes from the app will no longer work, and you'll be signed out everywhere else. You keep your passkeys.")
    String appRemoval();

    @Message("Remove the app")
    String removeApp();

    @Message("Not set up.")
    String appNotSetUp();

    @Message("Set up an app")
    String setUpApp();

    @Message("Recovery codes")
    String recoveryCodes();

    @Message("You can get recovery codes after you add a second step.")
    String codesNeedFactor();

    @Message("You don't have any recovery codes.")
    String noCodes();

    @Message("{#if count == 1}1 code left.{#else}{count} codes left.{/if}")
    String codesLeft(int count);

    @Message("Get new codes")
    String getNewCodes();

    @Message("Where you're signed in")
    String sessions();

    @Message("This session")
    String thisSession();

    @Message("Signed in from")
    String signedInFrom();

    @Message("{#if browser}{browser}{#else}A browser{/if}{#if system} on {system}{/if}")
    String browser(String browser, String system);

    @Message("this computer")
    String thisComputer();

    @Message("signed in")
    String signedIn();

    @Message("last active")
    String lastSeen();

    @Message("End")
    String end();

    @Message("That browser will have to sign in again, and apps opened from it lose access.")
    String sessionEnd();

    @Message("End this session")
    String endSession();

    @Message("End all other sessions")
    String endOthers();

    @Message("Apps with access")
    String applications();

    @Message("We can't show your apps right now. Reload this page in a moment.")
    String applicationsUnknown();

    @Message("Logo")
    String logo();

    @Message("Since")
    String since();

    @Message("What it may do")
    String permissions();

    @Message("It can recognize you, but can't access anything else.")
    String noPermissions();

    @Message(
            "The app will be signed out of your account on all your devices. It will ask for your permission again the next time you use it.")
    String revocation();

    @Message("Remove access")
    String removeAccess();

    @Message("No apps have access to your account.")
    String noApplications();

    @Message("Recent activity")
    String activity();

    @Message("from")
    String from();

    @Message("No activity yet.")
    String noActivity();

    @Message("Don't recognize something? Change your password and end all other sessions.")
    String activityAdvice();

    @Message("Before you change how your account is protected, confirm that it belongs to you.")
    String confirmLead();

    @Message("Your password wasn't changed")
    String passwordUnchanged();

    @Message("Set a password")
    String setPassword();

    @Message("You sign in with a passkey. With a password you can also sign in where you do not have it.")
    String setPasswordLead();

    @Message("Current password")
    String currentPassword();

    @Message("New password")
    String newPassword();

    @Message("Sign out of all other browsers and devices")
    String signOutElsewhere();

    @Message("Remove access for all apps; they will ask again")
    String revokeAll();

    @Message("Change password")
    String savePassword();

    @Message("You didn't get new codes")
    String codesProblem();

    @Message("If you lose your phone or your passkey, you can use a recovery code to sign in. Each code works once.")
    String codesMeaning();

    @Message("You don't have any codes left.")
    String noCodesLeft();

    @Message("New codes replace the ones you saved before.")
    String replaceCodes();

    @Message("Get ten new codes")
    String getTenCodes();

    @Message("Recovery codes replace a second step, and you don't have one yet. Add one first:")
    String codesWithoutFactor();

    @Message("Back to your account")
    String backToAccount();
}
