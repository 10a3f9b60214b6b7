package dev.albireo.oauth.device;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the pages that connect a device. */
@MessageBundle(value = "device", locale = "en")
public interface DeviceMessages {
    @Message("Connect a device")
    String connect();

    @Message("Enter the code shown on your device.")
    String enterCode();

    @Message("That code doesn't work")
    String codeProblem();

    @Message("Eight letters. You can leave out the dash and use small letters.")
    String codeHint();

    @Message(
            "Did someone send you a code or a link to this page? Don't continue: it would give their device access to your account.")
    String phishingWarning();

    @Message("That code is wrong or has expired. Check the code on the device and enter it again.")
    String codeUnknown();

    @Message("Too many wrong codes. Try again in 15 minutes.")
    String tooManyCodes();

    @Message("This link is incomplete")
    String linkIncomplete();

    @Message("You can't connect this device")
    String notAllowed();

    @Message(
            "It requests permissions that your account doesn't have. Sign in with another account, or ask your administrator.")
    String notAllowedAdvice();

    @Message("Choose Allow or Cancel")
    String noChoice();

    @Message("Go back and choose Allow or Cancel.")
    String noChoiceAdvice();

    @Message("Allow this device to use your account?")
    String allowDevice();

    @Message("{client} asks for access on a device that shows this code:")
    String requestedBy(String client);

    @Message("The device")
    String device();

    @Message("Identifies itself as")
    String agent();

    @Message("Unknown")
    String agentUnknown();

    @Message("Requested from")
    String requestedFrom();

    @Message("this computer")
    String thisComputer();

    @Message("Requested")
    String requested();

    @Message(
            "{#if minutes == 0}Less than a minute ago{#else if minutes == 1}A minute ago{#else}{minutes} minutes ago{/if}")
    String minutesAgo(long minutes);

    @Message("Only continue if this is your own device, you have it in front of you, and you started this yourself.")
    String ownDeviceOnly();

    @Message("Anyone who has the device can act on your behalf.")
    String ownDeviceReason();

    @Message("{client} will be able to:")
    String permissions(String client);

    @Message("Device connected")
    String connectedTitle();

    @Message("Your device is connected")
    String connected();

    @Message("Return to your device: {client} continues there in a few seconds. You can close this page.")
    String connectedNext(String client);

    @Message("Device not connected")
    String deniedTitle();

    @Message("The device wasn't connected")
    String denied();

    @Message(
            "{client} didn't get access. If you didn't start this yourself, someone may have tried to get into your account; your account is safe.")
    String deniedNext(String client);
}
