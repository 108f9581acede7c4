// A real OpenID provider on this machine (npm: oidc-provider) with pages of its own: whoever comes says who she is and
// how surely that was proven. Its keys can change, and it can be stopped.
import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const { Provider } = await import(createRequire(join(here, "../pages/browser.mjs")).resolve("oidc-provider"));

function signingKey(id) {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return { ...privateKey.export({ format: "jwk" }), kid: id, use: "sig", alg: "RS256" };
}

const page = (uid) => `<!doctype html><html lang="de"><title>Provider</title><form method="post" action="/interaction/${uid}">
  <label>Konto <input name="account"></label> <label>Stufe <input name="acr"></label>
  <button type="submit" name="act" value="login">Weiter</button> <button type="submit" name="act" value="abort">Abbrechen</button></form>`;

async function formOf(request) {
  let body = "";
  for await (const chunk of request) body += chunk;
  return new URLSearchParams(body);
}

// Everything is agreed to: these are accounts of one town with its own program.
async function grantOf(ctx) {
  const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
  grant.addOIDCScope("openid");
  await grant.save();
  return grant;
}

// `clients`: id, secret and the addresses that may be returned to.
export async function startProvider(clients) {
  let answer;
  const server = createServer((request, response) => answer(request, response));
  await new Promise((resolve, reject) => server.on("error", reject).listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  // Another site than the program's 127.0.0.1, as in life: cookies have to come back across sites.
  const issuer = `http://localhost:${port}`;

  function withKey(key) {
    const provider = new Provider(issuer, {
      clients: clients.map(({ id, secret, returns }) => ({
        client_id: id, client_secret: secret, redirect_uris: returns, grant_types: ["authorization_code"], response_types: ["code"],
      })),
      acrValues: ["one", "two", "card"],
      cookies: { keys: ["only for tests"] },
      features: { devInteractions: { enabled: false } },
      findAccount: (_, id) => ({ accountId: id, claims: async () => ({ sub: id }) }),
      interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
      jwks: { keys: [key] },
      loadExistingGrant: grantOf,
      ttl: { AccessToken: 60, AuthorizationCode: 60, Grant: 600, IdToken: 60, Interaction: 600, Session: 600 },
      pkce: { required: () => true, methods: ["S256"] },
    });
    const standard = provider.callback();
    return async (request, response) => {
      const uid = request.url.match(/^\/interaction\/([\w-]+)$/)?.[1];
      if (!uid) return standard(request, response);
      if (request.method === "GET") return response.setHeader("content-type", "text/html").end(page(uid));
      const form = await formOf(request);
      const result = form.get("act") === "abort"
        ? { error: "access_denied", error_description: "cancelled" }
        : { login: { accountId: form.get("account"), acr: form.get("acr"), remember: false } };
      return provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
    };
  }

  let keys = 1;
  answer = withKey(signingKey("key-1"));
  return {
    issuer,
    port,
    rotate() {
      keys += 1;
      answer = withKey(signingKey(`key-${keys}`));
    },
    stop: () => new Promise((resolve) => {
      server.closeAllConnections();
      server.close(resolve);
    }),
    start: () => new Promise((resolve, reject) => server.on("error", reject).listen(port, "127.0.0.1", resolve)),
  };
}
