package dev.albireo.credentials.login;

import dev.albireo.web.InPageLanguage;
import dev.albireo.web.PageLanguage;
import dev.albireo.web.UiLanguages;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The texts of {@link LoginMessages} in the language of the current page, wherever they are injected. */
@Singleton
class LoginMessagesProducer {
    @Produces
    @InPageLanguage
    @Singleton
    LoginMessages loginMessages(UiLanguages languages, PageLanguage language) {
        return languages.messages(LoginMessages.class, language);
    }
}
