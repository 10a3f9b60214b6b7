package dev.albireo.systemtests.support;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Debian's Chromium, headless, with a virtual authenticator: its headless shell where that is installed, which has the same engine without
 * the windows of a desktop and needs a third of the processor time. A machine without either fails the test, which is never skipped.
 *
 * <p>Each thread that runs tests has one of its own, since the objects of Playwright are not shared by threads; it is started once for all
 * classes and ends with this process. What tests keep apart is the profile.
 */
public final class Chromium {
    private static final List<String> FLAGS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");
    /** The browsers of a desktop, which read the preferences of a profile. */
    private static final List<String> DESKTOP = List.of("chromium", "google-chrome", "chromium-browser");

    private static final List<String> HEADLESS = Stream.concat(Stream.of("chromium-headless-shell"), DESKTOP.stream())
            .toList();

    private static final ThreadLocal<Chromium> SHARED = ThreadLocal.withInitial(() -> new Chromium(HEADLESS));
    private static final ThreadLocal<Chromium> DESKTOPS = ThreadLocal.withInitial(() -> new Chromium(DESKTOP));

    private static final int STARTS = 5;

    private final Playwright playwright = driver();
    private final Browser browser;

    private Chromium(List<String> executables) {
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable(executables))
                        .setHeadless(true)
                        .setArgs(FLAGS));
    }

    /**
     * Starts the driver, whose program was just unpacked: a process that another thread starts at that moment has the file open until it
     * has become a program of its own, so that it cannot be run yet (ETXTBSY).
     */
    private static Playwright driver() {
        for (int start = 1; ; start++) {
            try {
                return Playwright.create();
            } catch (PlaywrightException e) {
                if (start == STARTS || !String.valueOf(e.getCause()).contains("Text file busy")) {
                    throw e;
                }
            }
        }
    }

    /** Returns the browser of this thread. */
    public static Chromium shared() {
        return SHARED.get();
    }

    /** Returns one with the windows of a desktop, for pages at addresses where no application answers: the headless shell stays at the page before. */
    public static Chromium ofDesktop() {
        return DESKTOPS.get();
    }

    /** Returns a fresh profile. */
    public BrowserContext profile() {
        return browser.newContext(
                new Browser.NewContextOptions().setViewportSize(1000, 900).setLocale("en-GB"));
    }

    /** Returns a fresh profile that runs no scripts. */
    public BrowserContext withoutScripts() {
        return browser.newContext(
                new Browser.NewContextOptions().setLocale("en-GB").setJavaScriptEnabled(false));
    }

    /** Returns a fresh profile that stores no cookies, as a user can configure for all sites. */
    public BrowserContext withoutCookies() {
        try {
            Path folder = Files.createTempDirectory("chromium-without-cookies");
            Path preferences = folder.resolve("Default/Preferences");
            Files.createDirectories(preferences.getParent());
            Files.writeString(preferences, "{\"profile\":{\"default_content_setting_values\":{\"cookies\":2}}}");
            return playwright
                    .chromium()
                    .launchPersistentContext(
                            folder,
                            new BrowserType.LaunchPersistentContextOptions()
                                    .setExecutablePath(executable(DESKTOP))
                                    .setHeadless(true)
                                    .setLocale("en-GB")
                                    .setArgs(FLAGS));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a fresh profile of a narrow screen. */
    public BrowserContext narrow() {
        return browser.newContext(
                new Browser.NewContextOptions().setViewportSize(360, 740).setLocale("en-GB"));
    }

    /**
     * Adds a platform authenticator to the page that verifies its user at once. Passkeys in the user name's autofill are disabled: the
     * virtual user would choose one before the test has typed a letter.
     */
    public static void passkeys(Page page, boolean synced) {
        page.addInitScript("PublicKeyCredential.isConditionalMediationAvailable = async () => false");
        CDPSession devtools = page.context().newCDPSession(page);
        devtools.send("WebAuthn.enable");
        JsonObject options = new JsonObject();
        options.addProperty("protocol", "ctap2");
        options.addProperty("transport", "internal");
        options.addProperty("hasResidentKey", true);
        options.addProperty("hasUserVerification", true);
        options.addProperty("isUserVerified", true);
        options.addProperty("automaticPresenceSimulation", true);
        options.addProperty("defaultBackupEligibility", synced);
        options.addProperty("defaultBackupState", synced);
        JsonObject parameters = new JsonObject();
        parameters.add("options", options);
        devtools.send("WebAuthn.addVirtualAuthenticator", parameters);
    }

    /** Adds a first passkey on the account page at hand, and confirms the recovery codes that come with it. */
    public static void addFirstPasskey(Page page) {
        button(page, "Add a passkey").click();
        saveCodes(page);
        page.getByText("This device only").waitFor();
    }

    /** Confirms that the recovery codes at hand are saved. */
    public static void saveCodes(Page page) {
        page.locator("[data-recovery-codes]").waitFor();
        page.getByLabel("I saved these codes in a safe place").check();
        button(page, "Continue").click();
    }

    /** Signs in at the login page at hand with {@link Admin#PASSWORD}. */
    public static void signIn(Page page, String username) {
        signIn(page, username, Admin.PASSWORD);
    }

    /** Fills in and submits the login page at hand. */
    public static void signIn(Page page, String username, String password) {
        page.bringToFront();
        page.getByLabel("Username or email").fill(username);
        page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true)).fill(password);
        button(page, "Sign in").click();
    }

    /** The button of exactly this name. */
    public static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new GetByRoleOptions().setName(name).setExact(true));
    }

    /** The first link of exactly this name. */
    public static Locator link(Page page, String name) {
        return page.getByRole(
                        AriaRole.LINK, new GetByRoleOptions().setName(name).setExact(true))
                .first();
    }

    /** Collects what the page writes to its console as an error, and what its scripts throw. */
    public static List<String> problemsOf(Page page) {
        List<String> problems = new ArrayList<>();
        page.onPageError(problems::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                problems.add(message.text());
            }
        });
        return problems;
    }

    /** Stores a screenshot of the page, for inspection. */
    public static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target/screenshots", name + ".png"))
                .setFullPage(true));
    }

    private static Path executable(List<String> names) {
        return names.stream()
                .map(name -> Path.of("/usr/bin", name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError("the tests need Chromium: apt-get install chromium"));
    }
}
