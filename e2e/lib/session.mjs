// A session that runs out: half an hour without a request has passed, as far as the city's database knows.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { promisify } from "node:util";

/** From now on nobody is in by this page's cookie. It ended by itself, which is something else than a log-out. */
export async function sessionRunsOut(page) {
  const database = process.env.EUNGDAPSO_DEMO_DATABASE;
  assert.ok(database, "EUNGDAPSO_DEMO_DATABASE is not set: run `cargo xtask e2e`");
  const cookies = await page.context().cookies();
  const { value } = cookies.find(({ name }) => /^(__Host-)?session$/.test(name));
  const kept = createHash("sha256").update(value).digest("hex");
  const aSecondAgo = (Date.now() - 1000) * 1000;
  const sql = `update sessions set expires_at = ${aSecondAgo} where token_hash = '${kept}' returning 'ended'`;
  const { stdout } = await promisify(execFile)("sqlite3", ["-cmd", ".timeout 10000", database, sql]);
  assert.equal(stdout.trim(), "ended");
}
