import assert from "node:assert/strict";
import { test } from "node:test";
import * as client from "openid-client";
import { Browser } from "./browser.js";

const issuer = new URL(process.env.ISSUER);
const redirect = "http://localhost:4321/callback";
const scope = "openid profile email offline_access";
// The issuer of the tests is plain http on this machine; nothing else of the library is switched off.
const plain = { execute: [client.allowInsecureRequests] };

/** A client with this metadata over the library's defaults. */
function register(metadata = {}, authentication = undefined) {
  return client.dynamicClientRegistration(
    issuer,
    { client_name: "openid-client", redirect_uris: [redirect], ...metadata },
    authentication,
    plain,
  );
}

/** Signs somebody in, and redeems the code with all checks of the library. */
async function signIn(config, more = {}, toUrl = client.buildAuthorizationUrl, browser = new Browser(issuer)) {
  const pkceCodeVerifier = client.randomPKCECodeVerifier();
  const expectedState = client.randomState();
  const expectedNonce = client.randomNonce();
  const url = await toUrl(config, {
    redirect_uri: redirect,
    scope,
    state: expectedState,
    nonce: expectedNonce,
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: "S256",
    ...more,
  });
  const callback = await browser.signIn(url, process.env.USERNAME, process.env.PASSWORD);
  return client.authorizationCodeGrant(config, callback, {
    pkceCodeVerifier,
    expectedState,
    expectedNonce,
    idTokenExpected: true,
  });
}

async function keyPair(name) {
  const algorithm = {
    RS256: { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256", modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) },
    PS256: { name: "RSA-PSS", hash: "SHA-256", modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) },
    ES256: { name: "ECDSA", namedCurve: "P-256" },
    EdDSA: { name: "Ed25519" },
  }[name];
  const pair = await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const { kty, n, e, crv, x, y } = await crypto.subtle.exportKey("jwk", pair.publicKey);
  const kid = crypto.randomUUID();
  return { key: { key: pair.privateKey, kid }, jwks: { keys: [{ kty, n, e, crv, x, y, kid, use: "sig" }] } };
}

test("OIDC Discovery 4: the metadata, by both well-known addresses", async () => {
  const { client_id, client_secret } = (await register()).clientMetadata();
  for (const algorithm of ["oidc", "oauth2"]) {
    const config = await client.discovery(issuer, client_id, client_secret, undefined, { ...plain, algorithm });
    assert.equal(config.serverMetadata().issuer, process.env.ISSUER);
    assert.ok(config.serverMetadata().supportsPKCE());
  }
});

test("RFC 7636: code with PKCE, state, nonce and iss", async () => {
  const config = await register();
  const tokens = await signIn(config);
  assert.equal(tokens.token_type, "bearer");
  assert.equal(tokens.claims().acr, "aal1");
  assert.deepEqual(tokens.claims().amr, ["pwd"]);
});

for (const alg of ["RS256", "PS256", "ES256", "EdDSA"]) {
  test(`OIDC Registration 2: the ID token is signed with ${alg}, and the signature holds`, async () => {
    const config = await register({ id_token_signed_response_alg: alg });
    client.enableNonRepudiationChecks(config);
    assert.ok((await signIn(config)).claims().sub);
  });

  test(`RFC 7523: private_key_jwt with ${alg}`, async () => {
    const { key, jwks } = await keyPair(alg);
    const config = await register(
      { token_endpoint_auth_method: "private_key_jwt", token_endpoint_auth_signing_alg: alg, jwks },
      client.PrivateKeyJwt(key),
    );
    const tokens = await signIn(config);
    assert.equal((await client.tokenIntrospection(config, tokens.access_token)).active, true);
  });
}

test("RFC 6749 2.3.1: the secret in the body, and in the header", async () => {
  for (const [token_endpoint_auth_method, way] of [
    ["client_secret_post", client.ClientSecretPost()],
    ["client_secret_basic", client.ClientSecretBasic()],
  ]) {
    assert.ok((await signIn(await register({ token_endpoint_auth_method }, way))).access_token);
  }
});

test("RFC 6749 2.1: a public client", async () => {
  const config = await register({ token_endpoint_auth_method: "none" }, client.None());
  assert.ok((await signIn(config)).access_token);
});

test("RFC 9126: the request is pushed", async () => {
  const config = await register({ require_pushed_authorization_requests: true });
  assert.ok((await signIn(config, {}, client.buildAuthorizationUrlWithPAR)).claims().sub);
});

for (const alg of ["RS256", "PS256", "ES256", "EdDSA"]) {
  test(`RFC 9101: a request object signed with ${alg}`, async () => {
    const { key, jwks } = await keyPair(alg);
    const config = await register({ require_signed_request_object: true, jwks });
    const signed = (config, parameters) => client.buildAuthorizationUrlWithJAR(config, parameters, key);
    assert.ok((await signIn(config, {}, signed)).claims().sub);
  });
}

test("RFC 8628: a device without a browser", async () => {
  const config = await register(
    {
      grant_types: ["urn:ietf:params:oauth:grant-type:device_code", "refresh_token"],
      redirect_uris: [],
      response_types: [],
      token_endpoint_auth_method: "none",
    },
    client.None(),
  );
  const begun = await client.initiateDeviceAuthorization(config, { scope });
  await new Browser(issuer).letIn(begun.verification_uri_complete, process.env.USERNAME, process.env.PASSWORD);
  const tokens = await client.pollDeviceAuthorizationGrant(config, begun);
  assert.ok(tokens.claims().sub);
  assert.ok((await client.refreshTokenGrant(config, tokens.refresh_token)).access_token);
});

test("RFC 8707: a token for the resource that was named", async () => {
  const config = await register({ grant_types: ["client_credentials"], redirect_uris: [], response_types: [], scope: "orders" });
  const tokens = await client.clientCredentialsGrant(config, { scope: "orders", resource: "https://api.example/orders" });
  const [, claims] = tokens.access_token.split(".");
  assert.equal(JSON.parse(Buffer.from(claims, "base64url")).aud, "https://api.example/orders");
});

test("RFC 6749 6: refresh, with a new refresh token", async () => {
  const config = await register();
  const tokens = await signIn(config);
  const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token);
  assert.ok(refreshed.refresh_token);
  assert.notEqual(refreshed.refresh_token, tokens.refresh_token);
  assert.equal(refreshed.claims().sub, tokens.claims().sub);
});

test("RFC 6749 4.4: client credentials", async () => {
  const config = await register({ grant_types: ["client_credentials"], redirect_uris: [], response_types: [], scope: "orders" });
  const tokens = await client.clientCredentialsGrant(config, { scope: "orders" });
  const about = await client.tokenIntrospection(config, tokens.access_token);
  assert.equal(about.active, true);
  assert.equal(about.scope, "orders");
});

test("OIDC Core 5.3: userinfo", async () => {
  const config = await register();
  const tokens = await signIn(config);
  const info = await client.fetchUserInfo(config, tokens.access_token, tokens.claims().sub);
  assert.equal(info.email, `${process.env.USERNAME}@example.com`);
});

for (const alg of ["RS256", "EdDSA"]) {
  test(`OIDC Core 5.3.2: userinfo signed with ${alg}`, async () => {
    const config = await register({ userinfo_signed_response_alg: alg });
    client.enableNonRepudiationChecks(config);
    const tokens = await signIn(config);
    const info = await client.fetchUserInfo(config, tokens.access_token, tokens.claims().sub);
    assert.equal(info.email, `${process.env.USERNAME}@example.com`);
  });
}

test("RFC 7662 and RFC 7009: what is revoked is active no more", async () => {
  const config = await register();
  const tokens = await signIn(config);
  assert.equal((await client.tokenIntrospection(config, tokens.refresh_token)).active, true);
  await client.tokenRevocation(config, tokens.refresh_token);
  assert.equal((await client.tokenIntrospection(config, tokens.access_token)).active, false);
  await assert.rejects(client.refreshTokenGrant(config, tokens.refresh_token), { error: "invalid_grant" });
  await assert.rejects(client.fetchUserInfo(config, tokens.access_token, tokens.claims().sub), {
    code: "OAUTH_WWW_AUTHENTICATE_CHALLENGE",
  });
});

test("OIDC RP-Initiated Logout 2, 3: the browser comes back, and nobody is signed in any more", async () => {
  const signedOut = "http://localhost:4321/signed-out";
  const config = await register({ post_logout_redirect_uris: [signedOut] });
  const browser = new Browser(issuer);
  const tokens = await signIn(config, {}, client.buildAuthorizationUrl, browser);
  const state = client.randomState();
  const url = client.buildEndSessionUrl(config, {
    id_token_hint: tokens.id_token,
    post_logout_redirect_uri: signedOut,
    state,
  });
  assert.equal((await browser.signIn(url)).href, `${signedOut}?state=${state}`);
  await assert.rejects(signIn(config, { prompt: "none" }, client.buildAuthorizationUrl, browser), {
    error: "login_required",
  });
});

test("RFC 6749 4.1.2.1: a refusal comes to the application with its state and iss", async () => {
  const config = await register();
  await assert.rejects(signIn(config, { scope: "openid unheard-of" }), { error: "invalid_scope" });
});

test("RFC 7591 3: an initial access token registers one client", async () => {
  const metadata = { client_name: "openid-client", redirect_uris: [redirect] };
  const options = { ...plain, initialAccessToken: process.env.INITIAL_ACCESS_TOKEN };
  const config = await client.dynamicClientRegistration(issuer, metadata, undefined, options);
  assert.ok(config.clientMetadata().client_secret);
  await assert.rejects(client.dynamicClientRegistration(issuer, metadata, undefined, options));
});

test("RFC 7592 2: a client is read, replaced and deleted", async () => {
  const config = await register({ "client_name#de": "Laden", contacts: ["ops@app.example"] });
  const { client_id, client_secret, registration_client_uri, registration_access_token } = config.clientMetadata();
  const call = (token, method, body) =>
    client.fetchProtectedResource(
      config,
      token,
      new URL(registration_client_uri),
      method,
      body && JSON.stringify(body),
      new Headers(body && { "content-type": "application/json" }),
    );

  const read = await (await call(registration_access_token, "GET")).json();
  assert.equal(read["client_name#de"], "Laden");
  assert.equal(read.client_secret, undefined);

  const { key, jwks } = await keyPair("ES256");
  const replaced = await call(registration_access_token, "PUT", {
    client_id,
    client_secret,
    redirect_uris: [redirect],
    token_endpoint_auth_method: "private_key_jwt",
    jwks,
  });
  assert.equal(replaced.status, 200);
  const now = await replaced.json();
  assert.notEqual(now.registration_access_token, registration_access_token);
  await assert.rejects(call(registration_access_token, "GET"));
  const rotated = await client.discovery(issuer, client_id, {}, client.PrivateKeyJwt(key), plain);
  assert.ok((await signIn(rotated)).access_token);

  assert.equal((await call(now.registration_access_token, "DELETE")).status, 204);
  await assert.rejects(call(now.registration_access_token, "GET"));
  await assert.rejects(client.tokenIntrospection(rotated, "x"));
});
