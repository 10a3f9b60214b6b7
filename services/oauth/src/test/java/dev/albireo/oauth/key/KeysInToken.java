package dev.albireo.oauth.key;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.HashMap;
import java.util.Map;

/** The service with its signing keys in a token, where SoftHSM is there. */
public class KeysInToken implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        if (!SoftHsm.isThere()) {
            return Map.of();
        }
        Map<String, String> settings = new HashMap<>(SoftHsm.newToken());
        settings.put("albireo.keys.algorithms", "RS256,PS256,ES256");
        settings.put("albireo.keys.pkcs11.sessions", "2");
        settings.put("albireo.keys.pkcs11.queue", "3");
        return settings;
    }
}
