// Those who watch over others' work: delays, 독촉장, the monthly check, statistics, 상황판, and Excel beside each.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertUsable } from "../lib/axe.mjs";
import { SIZES, openBrowser } from "../lib/browser.mjs";
import { address, logIn, screenshot } from "../lib/desk.mjs";

/** Log-in, and what it watches with. */
const WATCHERS = [
  ["inspector", ["/delays", "/reminders", "/monthly-check", "/statistics?by=bureau", "/statistics?tab=kept&by=week", "/dashboard"]],
  ["manager", ["/delays", "/statistics", "/statistics?tab=shortened", "/statistics?by=day", "/dashboard"]],
  ["receiver", ["/delays", "/statistics", "/statistics?tab=kept", "/statistics?tab=hops&by=kind", "/dashboard", "/complaints"]],
];
/** Log-in, list, and what its file is called in the answer. */
const FILES = [
  ["inspector", "/delays?as=xlsx"],
  ["inspector", "/reminders?as=xlsx"],
  ["receiver", "/statistics?by=agency&as=xlsx"],
  ["receiver", "/receive?as=xlsx"],
  ["receiver", "/complaints?as=xlsx"],
  ["manager", "/assign?as=xlsx"],
  ["handler", "/handle?tab=accepted&as=xlsx"],
];

let browser;

before(async () => {
  browser = await openBrowser();
});

after(() => browser?.close());

for (const [login, paths] of WATCHERS) {
  for (const size of SIZES) {
    test(`${login} can use what they watch with at ${size.width}`, async () => {
      const page = await browser.newPage(size);
      await logIn(page, login);
      for (const path of paths) {
        const answer = await page.goto(address(path));
        assert.equal(answer.status(), 200, path);
        await screenshot(page, `watch-${login}${path.replace(/[^a-z]+/g, "-").replace(/-$/, "")}`);
        await assertUsable(page);
      }
    });
  }
}

for (const [login, path] of FILES) {
  test(`${login} takes ${path} away as an Excel file`, async () => {
    const page = await browser.newPage();
    await logIn(page, login);
    const answer = await page.request.get(address(path));
    assert.equal(answer.status(), 200);
    assert.match(answer.headers()["content-type"], /spreadsheetml/);
    assert.match(answer.headers()["content-disposition"], /filename\*=UTF-8''%/);
    assert.equal((await answer.body()).subarray(0, 2).toString(), "PK");
  });
}

test("an inspector urges what is late, without JavaScript, and prints the 독촉장", async () => {
  const page = await browser.newPage(SIZES[0], { javaScriptEnabled: false });
  await logIn(page, "inspector");
  await page.goto(address("/delays?state=still"));
  const boxes = page.locator("input[type=checkbox][name=chosen]");
  assert.ok((await boxes.count()) > 0, "the demo's inspector has something to urge");
  const number = await boxes.first().getAttribute("value");
  await boxes.first().check();
  await page.locator("textarea[name=text]").fill("지연 사유를 신청인에게 안내하고 지체 없이 처리해 주십시오.");
  await page.getByRole("button", { name: "독촉장 발부" }).click();
  await page.getByText("1건 중").waitFor();
  assert.match(await page.locator("main").innerText(), /1건을 처리했습니다/);
  await page.goto(address("/reminders"));
  await page.getByRole("link", { name: `${number} 독촉장 보기` }).first().click();
  await page.getByRole("heading", { name: "독촉장", exact: true }).waitFor();
  assert.match(await page.locator("article.paper").innerText(), /지체 없이 처리해 주십시오/);
  await screenshot(page, "watch-paper");
  await page.emulateMedia({ media: "print" });
  await screenshot(page, "watch-paper-print");
});

test("the paper fits every screen and can be used by everybody", async () => {
  for (const size of SIZES) {
    const page = await browser.newPage(size);
    await logIn(page, "inspector");
    await page.goto(address("/reminders"));
    await page.getByRole("link", { name: /독촉장 보기/ }).first().click();
    await page.locator("article.paper").waitFor();
    await assertUsable(page);
    await screenshot(page, "watch-paper");
  }
});

test("a late complaint opens with its progress, application, handling and notices", async () => {
  const page = await browser.newPage();
  await logIn(page, "manager");
  await page.goto(address("/delays"));
  await page.locator("tbody a.row-link").first().click();
  await page.getByRole("heading", { level: 1 }).waitFor();
  const text = await page.locator("main").innerText();
  for (const part of ["민원 진행상황", "알림현황"]) assert.ok(text.includes(part), part);
});

test("a period over 95 days is refused and stays typed", async () => {
  const page = await browser.newPage();
  await logIn(page, "manager");
  for (const path of ["/delays", "/statistics", "/reminders"]) {
    const answer = await page.goto(address(`${path}?from=2026-01-01&to=2026-11-20`));
    assert.equal(answer.status(), 422, path);
    assert.equal(await page.locator("input[name=from]").inputValue(), "2026-01-01");
    await assertUsable(page);
  }
});

test("petitioners leave in a file only for a purpose", async () => {
  const page = await browser.newPage();
  await logIn(page, "manager");
  await page.goto(address("/complaints"));
  await page.getByText("신청인 정보 포함", { exact: true }).click();
  await page.getByRole("button", { name: "신청인 정보 포함하여 내려받기" }).click();
  await page.locator(".error-summary").waitFor();
  await assertUsable(page);
  await screenshot(page, "watch-export-refused");
  await page.locator("textarea[name=purpose]").fill("현장 합동점검 일정을 전화로 알리기 위함");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "신청인 정보 포함하여 내려받기" }).click(),
  ]);
  assert.match(download.suggestedFilename(), /총괄_민원_조회/);
});

test("the map is gone through by keyboard and leads to a district's bureaus", async () => {
  const page = await browser.newPage();
  await logIn(page, "receiver");
  await page.goto(address("/dashboard"));
  await page.locator("#districts a[aria-label^='송파구']").focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/by=bureau/);
  assert.match(await page.locator("main").innerText(), /실국별 처리현황/);
});

test("an inspector marks last month as checked, once", async () => {
  const page = await browser.newPage();
  await logIn(page, "inspector");
  await page.goto(address("/monthly-check"));
  const open = page.getByRole("button", { name: "점검 완료로 표시" });
  if ((await open.count()) > 0) {
    await open.click();
    await page.locator(".error-summary").waitFor();
    await page.locator("textarea[name=note]").fill("지연 민원은 독촉했고 나머지는 이상 없습니다.");
    await open.click();
  }
  await page.getByText("점검을 마쳤습니다").waitFor();
  await assertUsable(page);
  await screenshot(page, "watch-checked");
});
