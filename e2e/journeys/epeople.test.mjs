// 국민신문고 as a neighbour: a complaint comes in by itself, is answered, and the answer arrives over there.

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
  test(`the administrator reads 연계 현황 at ${size.width}`, async () => {
    const page = await browser.newPage(size);
    await logIn(page, "admin");
    for (const list of ["failed", "waiting", "inbound", "inbound-waiting"]) {
      const answer = await page.goto(address(`/connectors?list=${list}`));
      assert.equal(answer.status(), 200);
      await assertUsable(page);
    }
    const text = await page.locator("main").innerText();
    assert.ok(text.includes("국민신문고") && text.includes("정상"), text);
    await screenshot(page, "connectors");
    // The day before the demo's first morning has its sheet already.
    await page.locator("#sheets tbody a").last().click();
    await page.waitForURL(/\/connectors\/epeople\/\d{4}-\d\d-\d\d$/);
    await assertUsable(page);
    await screenshot(page, "connectors-sheet");
    const file = await page.request.get(`${page.url()}.xlsx`);
    assert.equal(file.status(), 200);
    assert.match(file.headers()["content-type"], /spreadsheetml/);
  });
}

/** Opens every folded form of the case page, as somebody would who looks for one. */
async function unfold(page) {
  await page.evaluate(() => {
    for (const fold of document.querySelectorAll("#acts details")) fold.open = true;
  });
}

test("a complaint of 국민신문고 is received, answered, and its answer arrives over there", async () => {
  const page = await browser.newPage();
  await logIn(page, "receiver");
  await page.goto(address("/receive?channel=epeople"));
  await screenshot(page, "epeople-receive");
  await page.locator("main table tbody a").last().click();
  await page.waitForURL(/\/complaints\//);
  const theirs = (await page.locator("main").innerText()).match(/1AA-\d{4}-\d{7}/)?.[0];
  assert.ok(theirs, "it carries the number of 국민신문고");

  const receive = page.locator('form[action*="/acts/receive"]').first();
  await unfold(page);
  await receive.locator("[name=kind]").first().selectOption("inquiry");
  await receive.locator("button[type=submit]").last().click();
  await page.locator("#dispatches").getByText("접수 통보").waitFor();

  await unfold(page);
  const answer = page.locator('form[action*="/acts/answer-at-once"]').first();
  await answer.locator("[name=result]").first().selectOption("explained");
  await answer.locator("textarea[name=body]").fill("말씀하신 내용을 확인하여 오늘 조치하였습니다.");
  await answer.locator("button[type=submit]").last().click();
  await page.locator("#dispatches").getByText("답변", { exact: true }).waitFor();

  // Nobody presses anything: the worker tells it, and 국민신문고 says that it has it.
  const told = page.locator("#dispatches tbody tr").last();
  for (let tries = 0; tries < 20 && !(await told.innerText()).includes("ACCEPTED"); tries += 1) {
    await page.waitForTimeout(500);
    await page.reload();
  }
  assert.ok((await told.innerText()).includes("ACCEPTED"), await told.innerText());
  await screenshot(page, "epeople-answered");
  await assertUsable(page);

  // Their number, typed as people type it, leads back to the case.
  await page.goto(address(`/search?q=${encodeURIComponent(theirs.replaceAll("-", " ").toLowerCase())}`));
  assert.match(new URL(page.url()).pathname, /^\/complaints\/\d{14}$/);
});
