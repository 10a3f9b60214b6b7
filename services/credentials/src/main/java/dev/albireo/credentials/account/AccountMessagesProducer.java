package dev.albireo.credentials.account;

import dev.albireo.web.InPageLanguage;
import dev.albireo.web.PageLanguage;
import dev.albireo.web.UiLanguages;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The texts of {@link AccountMessages} and {@link AccountEventMessages} in the language of the current page, wherever they are injected. */
@Singleton
class AccountMessagesProducer {
    @Produces
    @InPageLanguage
    @Singleton
    AccountEventMessages accountEventMessages(UiLanguages languages, PageLanguage language) {
        return languages.messages(AccountEventMessages.class, language);
    }

    @Produces
    @InPageLanguage
    @Singleton
    AccountMessages accountMessages(UiLanguages languages, PageLanguage language) {
        return languages.messages(AccountMessages.class, language);
    }
}
