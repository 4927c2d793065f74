// Sitting down at a desk of the demo city.

import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const SCREENSHOTS =
  process.env.EUNGDAPSO_SCREENSHOTS ?? fileURLToPath(new URL("../../target/screenshots", import.meta.url));

/** The address of a page of the city under test. */
export function address(path) {
  assert.ok(process.env.EUNGDAPSO_URL, "EUNGDAPSO_URL is not set: run `cargo xtask e2e`");
  return new URL(path, process.env.EUNGDAPSO_URL).href;
}

/** Logs in as a person of the demo, such as `manager`, as a person does: by the form. */
export async function logIn(page, login, password = process.env.EUNGDAPSO_DEMO_PASSWORD, at = address("/login")) {
  await page.goto(at);
  await page.locator("input[name=login]").fill(login);
  await page.locator("input[name=password]").fill(password);
  await Promise.all([
    page.waitForURL((url) => url.pathname !== "/login"),
    page.locator("input[name=password]").press("Enter"),
  ]);
}

/** Opens a complaint on the handler's desk that may be sent for approval now: one that waits for the petitioner may not. Its address. */
export async function openAnswerable(page) {
  await page.goto(address("/handle?tab=accepted"));
  const hrefs = await page.locator("a.row-link").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  for (const href of hrefs) {
    await page.goto(address(href));
    const send = page.locator("#form-answer").getByRole("button", { name: "결재 요청", exact: true, includeHidden: true });
    if ((await send.count()) > 0 && (await send.getAttribute("aria-disabled")) !== "true") return href.split("?")[0];
  }
  throw new Error("the demo's handler has nothing to answer");
}

/** A picture of the whole page for people to look at: `<name>-<width>.png`. Its path. */
export async function screenshot(page, name) {
  const path = join(SCREENSHOTS, `${name}-${page.viewportSize().width}.png`);
  await mkdir(dirname(path), { recursive: true });
  await page.screenshot({ path, fullPage: true, animations: "disabled" });
  return path;
}
