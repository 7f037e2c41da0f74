// A council's identity provider on the loopback: a real one, whose people say who they are and are believed.

import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Provider from 'oidc-provider';

const CLIENT = 'alongside';

/** Starts one for the service at `site`; `options` are how the program is told of it. */
export async function startProvider(site) {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const secret = randomBytes(32).toString('hex');
  const home = await mkdtemp(join(tmpdir(), 'alongside-provider-'));
  const secretFile = join(home, 'secret');
  await writeFile(secretFile, `${secret}\n`, { mode: 0o600 });
  server.on('request', answers(new Provider(issuer, settings(site, secret))));
  return {
    issuer,
    options: ['--provider', issuer, '--provider-client', CLIENT, '--provider-secret-file', secretFile],
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(home, { recursive: true, force: true });
    },
  };
}

function settings(site, secret) {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'one' };
  return {
    clients: [
      {
        client_id: CLIENT,
        client_secret: secret,
        redirect_uris: [`${site}/sign-in/provider/back`],
        post_logout_redirect_uris: [`${site}/sign-in`],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    cookies: { keys: [randomBytes(32).toString('hex')] },
    jwks: { keys: [key] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true, logoutSource: asksWhether } },
    interactions: { url: (context, { uid }) => `/interaction/${uid}` },
    ttl: { Interaction: 600, Session: 3600, Grant: 3600, IdToken: 600, AccessToken: 600 },
    findAccount: (context, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
    // The council has agreed for everybody that the service may know who they are.
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
      grant.addOIDCScope('openid');
      await grant.save();
      return grant;
    },
  };
}

/** Its page asks whether to sign out; the provider's own would ask another machine for its letters. */
function asksWhether(context, form) {
  context.body = `<!doctype html><title>The council</title>${form}
    <button form="op.logoutForm" name="logout" value="yes">Yes, sign me out</button>`;
}

/** Its other page asks for a name; everything else is the provider's. */
function answers(provider) {
  const others = provider.callback();
  return async (request, response) => {
    if (!request.url.startsWith('/interaction/')) {
      others(request, response);
      return;
    }
    if (request.method === 'POST') {
      let body = '';
      for await (const part of request) body += part;
      const accountId = new URLSearchParams(body).get('who');
      await provider.interactionFinished(request, response, { login: { accountId } });
      return;
    }
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(`<!doctype html><title>The council</title><form method="post">
      <label>Who are you? <input name="who"></label> <button>Go on</button></form>`);
  };
}

/** Says at the provider who somebody is, and waits until they are back. */
export async function say(page, who, provider) {
  await page.getByLabel('Who are you?').fill(who);
  await Promise.all([
    page.waitForURL((url) => url.origin !== provider.issuer),
    page.getByRole('button', { name: 'Go on' }).click(),
  ]);
}
