// 통합인증: through a certified provider and back, as a person goes.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertUsable } from "../lib/axe.mjs";
import { SIZES, openBrowser } from "../lib/browser.mjs";
import { address, screenshot } from "../lib/desk.mjs";
import { logInThere, startProvider } from "../lib/provider.mjs";

let browser;
let provider;

before(async () => {
  browser = await openBrowser();
  provider = await startProvider();
});

after(async () => {
  provider?.close();
  await browser?.close();
});

for (const size of SIZES) {
  test(`the way to the provider can be found by everybody at ${size.width}`, async () => {
    const page = await browser.newPage(size);
    await page.goto(address("/login?next=/handle"));
    await page.getByRole("link", { name: "통합인증으로 로그인" }).waitFor();
    await screenshot(page, "login-with-provider");
    await assertUsable(page);
  });
}

test("an officer comes in through the provider, to where they wanted to go", async () => {
  const page = await browser.newPage();
  await page.goto(address("/handle"));
  await page.getByRole("link", { name: "통합인증으로 로그인" }).click();
  await logInThere(page, "handler");
  await page.waitForURL(address("/handle"));
  await page.getByRole("heading", { level: 1 }).waitFor();
  // Once in, in like anybody: the next page opens too, and the way there is spent.
  await page.goto(address("/me"));
  assert.match(await page.locator("main").innerText(), /아이디\s*handler/);
  const cookies = (await page.context().cookies()).map((cookie) => cookie.name);
  assert.ok(cookies.includes("session") && !cookies.includes("oidc"), cookies.join());
});

test("somebody who is not in our records is told so and stays outside", async () => {
  const page = await browser.newPage();
  await page.goto(address("/login"));
  await page.getByRole("link", { name: "통합인증으로 로그인" }).click();
  await logInThere(page, "nobody-of-ours");
  await page.getByRole("alert").filter({ hasText: "등록된 직원이 아닙니다" }).waitFor();
  await screenshot(page, "login-unknown");
  await assertUsable(page);
  await page.goto(address("/handle"));
  assert.equal(new URL(page.url()).pathname, "/login");
});

test("who says no at the provider comes back to a page that says what to do", async () => {
  const page = await browser.newPage();
  await page.goto(address("/login"));
  await page.getByRole("link", { name: "통합인증으로 로그인" }).click();
  await page.getByRole("link", { name: "Cancel" }).click();
  await page.getByRole("alert").filter({ hasText: "로그인이 이루어지지 않았습니다" }).waitFor();
  await page.getByRole("link", { name: "로그인 화면으로" }).click();
  await page.locator("input[name=password]").waitFor();
});
