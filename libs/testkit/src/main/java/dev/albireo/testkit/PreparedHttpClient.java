package dev.albireo.testkit;

import io.quarkus.test.junit.callback.QuarkusTestBeforeTestExecutionCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;
import io.restassured.RestAssured;
import org.apache.http.conn.scheme.SchemeRegistry;
import org.apache.http.impl.client.AbstractHttpClient;
import org.apache.http.impl.client.DefaultHttpClient;
import org.apache.http.impl.conn.BasicClientConnectionManager;
import org.apache.http.impl.conn.SchemeRegistryFactory;
import org.apache.http.params.HttpParams;

/**
 * Prepares once what REST Assured's client looks up for each request: the version of the library on the class path, and a TLS context. Quarkus
 * gives REST Assured new settings before each test, so this does too.
 */
public final class PreparedHttpClient implements QuarkusTestBeforeTestExecutionCallback {
    private static final HttpParams PARAMETERS = new DefaultHttpClient().getParams();
    private static final SchemeRegistry SCHEMES = SchemeRegistryFactory.createDefault();

    @Override
    public void beforeTestExecution(QuarkusTestMethodContext test) {
        RestAssured.config = RestAssured.config()
                .httpClient(RestAssured.config().getHttpClientConfig().httpClientFactory(PreparedHttpClient::client));
    }

    private static AbstractHttpClient client() {
        return new DefaultHttpClient(new BasicClientConnectionManager(SCHEMES), PARAMETERS.copy());
    }
}
