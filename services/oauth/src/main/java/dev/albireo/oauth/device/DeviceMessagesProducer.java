package dev.albireo.oauth.device;

import dev.albireo.web.InPageLanguage;
import dev.albireo.web.PageLanguage;
import dev.albireo.web.UiLanguages;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The texts of {@link DeviceMessages} in the language of the current page, wherever they are injected. */
@Singleton
class DeviceMessagesProducer {
    @Produces
    @InPageLanguage
    @Singleton
    DeviceMessages deviceMessages(UiLanguages languages, PageLanguage language) {
        return languages.messages(DeviceMessages.class, language);
    }
}
