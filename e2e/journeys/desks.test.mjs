// The officers' desks: each role comes in, finds its work, and gives some of it out.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertUsable } from "../lib/axe.mjs";
import { SIZES, openBrowser } from "../lib/browser.mjs";
import { address, logIn, screenshot } from "../lib/desk.mjs";

/** Log-in, and the pages of its desks. */
const DESKS = [
  ["manager", ["/", "/assign", "/assign?tab=given", "/cooperate", "/me", "/guide"]],
  ["receiver", ["/receive", "/receive/new", "/distribute", "/distribute?tab=returned"]],
  ["agency", ["/", "/distribute"]],
  ["handler", ["/handle", "/handle?tab=accepted", "/handle?tab=done", "/follow-ups", "/unreached", "/guide/field"]],
  ["approver", ["/approve"]],
  ["admin", ["/timetable", "/me/password", "/demo/mailbox"]],
];

let browser;

before(async () => {
  browser = await openBrowser();
});

after(() => browser?.close());

for (const [login, paths] of DESKS) {
  for (const size of SIZES) {
    test(`${login} can use every desk of theirs at ${size.width}`, async () => {
      const page = await browser.newPage(size);
      await logIn(page, login);
      for (const path of paths) {
        const answer = await page.goto(address(path));
        assert.equal(answer.status(), 200, path);
        await screenshot(page, `desk-${login}${path.replace(/[^a-z]+/g, "-").replace(/-$/, "")}`);
        await assertUsable(page);
      }
    });
  }
}

test("a manager gives two complaints to a handler, without JavaScript", async () => {
  const page = await browser.newPage(SIZES[0], { javaScriptEnabled: false });
  await logIn(page, "manager");
  await page.goto(address("/assign"));
  const boxes = page.locator("input[type=checkbox][name=chosen]");
  const count = Math.min(2, await boxes.count());
  assert.ok(count > 0, "the demo's manager has something to give out");
  for (let index = 0; index < count; index += 1) await boxes.nth(index).check();
  await page.locator("select[name=handler]").selectOption({ index: 1 });
  await page.locator("textarea[name=memo]").fill("현장을 확인하고 답변해 주십시오.");
  await page.getByRole("button", { name: "처리자 지정" }).click();
  await page.getByText("처리부서 등록 결과").waitFor();
  assert.ok((await page.locator("main").innerText()).includes(`${count}건을 처리했습니다.`));
  await screenshot(page, "desk-assigned");
});

test("nothing chosen, nothing lost: the memo is still there", async () => {
  const page = await browser.newPage();
  await logIn(page, "manager");
  await page.goto(address("/assign"));
  await page.locator("textarea[name=memo]").fill("남아 있어야 할 말");
  await page.getByRole("button", { name: "처리자 지정" }).click();
  await page.locator(".error-summary").waitFor();
  assert.equal((await page.locator("textarea[name=memo]").inputValue()).trim(), "남아 있어야 할 말");
  await assertUsable(page);
});

test("a receiver registers a complaint from the counter and reads out its two numbers", async () => {
  const page = await browser.newPage();
  await logIn(page, "receiver");
  await page.goto(address("/receive/new"));
  await page.locator("input[name=name]").fill("방문자");
  await page.locator("input[name=phone]").fill("010-0000-0000");
  await page.locator("input[name=title]").fill("보도블록이 깨져 있습니다");
  await page.locator("textarea[name=body]").fill("올림픽로 앞 보도블록이 깨져 넘어질 뻔했습니다.");
  await page.getByRole("button", { name: "등록" }).click();
  await page.getByText("신청인에게 건네줄 번호").waitFor();
  assert.match(await page.locator("main").innerText(), /F\d{14}/);
  await screenshot(page, "desk-registered");
  await assertUsable(page);
});
