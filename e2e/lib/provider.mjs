// A certified identity provider (oidc-provider), at the address that the city under test believes.

import assert from "node:assert/strict";
import { once } from "node:events";
import { Provider } from "oidc-provider";
import { address } from "./desk.mjs";

/** As the city was told to be known there; see `xtask/src/demo.rs`. */
const CLIENT = { client_id: "eungdapso", client_secret: "e2e-only-oidc-secret-of-many-letters" };

/** Starts it; `claims(login)` is what it says of whoever logs in there by that name. */
export async function startProvider(claims = (login) => ({ preferred_username: login })) {
  const issuer = process.env.EUNGDAPSO_OIDC_ISSUER;
  assert.ok(issuer, "EUNGDAPSO_OIDC_ISSUER is not set: run `cargo xtask e2e`");
  const provider = new Provider(issuer, {
    clients: [{ ...CLIENT, redirect_uris: [address("/login/oidc/return")] }],
    claims: { openid: ["sub"], profile: ["preferred_username"] },
    cookies: { keys: ["e2e-only-cookie-key"] },
    features: { devInteractions: { enabled: true } },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...claims(id) }) }),
    // The exchange is refused without the verifier of what was begun.
    pkce: { required: () => true },
    ttl: { Session: 60, Interaction: 60, Grant: 60, AccessToken: 60, IdToken: 60 },
  });
  const server = provider.listen(Number(new URL(issuer).port), "127.0.0.1");
  await once(server, "listening");
  return {
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Logs in at the provider's own pages, and says yes to what it asks. */
export async function logInThere(page, login) {
  await page.locator("input[name=login]").fill(login);
  await page.locator("input[name=password]").fill("any password does there");
  await page.locator("button[type=submit]").click();
  const yes = page.locator("button[type=submit]").filter({ hasText: "Continue" });
  await yes.waitFor();
  // Its pages want fonts from elsewhere, which no journey reaches: that is no trouble of ours.
  page.troubles.length = 0;
  await yes.click();
}
