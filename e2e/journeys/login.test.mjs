// Coming in: the log-in page, for everybody and at every width.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertUsable } from "../lib/axe.mjs";
import { SIZES, openBrowser } from "../lib/browser.mjs";
import { address, logIn, screenshot } from "../lib/desk.mjs";

let browser;

before(async () => {
  browser = await openBrowser();
});

after(() => browser?.close());

for (const size of SIZES) {
  test(`the log-in page can be used by everybody at ${size.width}`, async () => {
    const page = await browser.newPage(size);
    await page.goto(address("/login"));
    await screenshot(page, "login");
    await assertUsable(page);
  });
}

test("the log-in page works without JavaScript", async () => {
  const page = await browser.newPage(SIZES[0], { javaScriptEnabled: false });
  await logIn(page, "manager");
  assert.notEqual(new URL(page.url()).pathname, "/login");
});

test("a wrong password keeps the name and says what to do", async () => {
  const page = await browser.newPage();
  await page.goto(address("/login"));
  await page.locator("input[name=login]").fill("handler2");
  await page.locator("input[name=password]").fill("not the password");
  await page.locator("input[name=password]").press("Enter");
  await page.locator("[role=alert]").first().waitFor();
  assert.equal(await page.locator("input[name=login]").inputValue(), "handler2");
  await screenshot(page, "login-refused");
  await assertUsable(page);
});
