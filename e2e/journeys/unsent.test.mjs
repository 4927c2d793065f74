// A session that runs out while somebody writes: with a script or without, their words come back to them and to nobody else.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertUsable } from "../lib/axe.mjs";
import { SIZES, openBrowser } from "../lib/browser.mjs";
import { address, logIn, screenshot } from "../lib/desk.mjs";
import { sessionRunsOut } from "../lib/session.mjs";

const [DESK, , TELEPHONE] = SIZES;

let browser;

before(async () => {
  browser = await openBrowser();
});

after(() => browser?.close());

/** The manager's form of an interim answer, with something typed, whose session has run out since. */
async function written(size, scripts, text) {
  const page = await browser.newPage(size, { javaScriptEnabled: scripts });
  await logIn(page, "manager");
  await page.goto(address("/assign"));
  // The first ones are other journeys'.
  await page.locator("a.row-link").last().click();
  await page.waitForURL(/from=assign/);
  const form = page.locator("#act-interim-answer");
  await form.locator("summary").first().click();
  await form.locator("textarea[name=text]").fill(text);
  await sessionRunsOut(page);
  await send(page);
  await page.getByRole("alert").getByText("방금 보내신 내용은 저장하지 않았습니다.").waitFor();
  return page;
}

async function send(page) {
  const form = page.locator("#act-interim-answer");
  await Promise.all([page.waitForNavigation(), form.getByRole("button", { name: "중간 답변", exact: true }).click()]);
}

/** On the page that came instead. */
async function comeIn(page, login) {
  await page.locator("input[name=login]").fill(login);
  await page.locator("input[name=password]").fill(process.env.EUNGDAPSO_DEMO_PASSWORD);
  await Promise.all([page.waitForNavigation(), page.locator("input[name=password]").press("Enter")]);
}

/** How often these words were told, as the records of the complaint on screen have it. */
function told(page, text) {
  return page.locator("#records").getByText(text).count();
}

for (const scripts of [false, true]) {
  const how = scripts ? "with" : "without";
  for (const size of [DESK, TELEPHONE]) {
    test(`what was typed ${how} a script comes back after the log-in, and is done once, at ${size.width}`, async () => {
      // Like nothing that was told before, in a city that somebody keeps.
      const text = `현장을 <다시> 확인한 뒤 알려 드리겠습니다. (${how}, ${size.width}, ${Date.now()})`;
      const page = await written(size, scripts, text);
      await screenshot(page, `unsent-${how}-log-in`);
      await assertUsable(page);
      assert.ok(!(await page.content()).includes("확인한 뒤 알려"), "the words lie open on the log-in page");
      await comeIn(page, "manager");
      const back = page.locator("#act-interim-answer textarea[name=text]");
      assert.equal(await back.inputValue(), text);
      await page.getByText("저장하지 않은 내용을 되살렸습니다.").first().waitFor();
      assert.equal(await told(page, text), 0, "done by the log-in");
      await screenshot(page, `unsent-${how}-back`);
      await assertUsable(page);
      await send(page);
      assert.equal(await told(page, text), 1);
    });
  }

  test(`of what was typed ${how} a script somebody else who logs in there is shown nothing`, async () => {
    const text = `다른 사람이 볼 말이 아닙니다. (${how})`;
    const page = await written(DESK, scripts, text);
    await comeIn(page, "receiver");
    await page.getByText("쓴 사람이 아니거나 12시간이 지나").waitFor();
    assert.ok(!(await page.content()).includes("다른 사람이 볼 말"), "shown to somebody else");
    await screenshot(page, `unsent-${how}-somebody-else`);
    await assertUsable(page);
  });
}
