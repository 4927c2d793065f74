// 내려받기: a list too long to wait for is made into a file, followed without touching anything, taken, and
// called off; and all of it without a script.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { assertUsable } from "../lib/axe.mjs";
import { SIZES, openBrowser } from "../lib/browser.mjs";
import { address, logIn, screenshot } from "../lib/desk.mjs";

// A minute for a worker that has other things to do: the pages look every two seconds.
const MADE_WITHIN = 60_000;

let browser;

before(async () => {
  browser = await openBrowser();
});

after(() => browser?.close());

async function seen(page, name) {
  await screenshot(page, name);
  await assertUsable(page);
}

async function press(page, role, name) {
  await Promise.all([page.waitForEvent("load"), page.getByRole(role, { name }).first().click()]);
}

/** The longest list there is: the ninety-five days up to the city's today. */
async function openLongList(page) {
  await page.goto(address("/complaints?sort=newest"));
  const today = await page.locator("#to").inputValue();
  const first = new Date(new Date(`${today}T00:00:00Z`).getTime() - 94 * 86_400_000).toISOString().slice(0, 10);
  await page.goto(address(`/complaints?sort=newest&from=${first}&to=${today}`));
}

const newest = (page) => page.locator(".exports tbody tr").first();

for (const size of SIZES) {
  test(`a long list is made into a file and taken at ${size.width}`, async () => {
    const page = await browser.newPage(size);
    await logIn(page, "receiver");
    await page.goto(address("/exports"));
    await assertUsable(page);
    await openLongList(page);
    await press(page, "link", "엑셀 내려받기");
    await page.getByRole("heading", { name: "엑셀 내려받기", level: 1 }).waitFor();
    await seen(page, "exports-offer");
    await press(page, "button", "파일로 만들기");
    assert.equal(new URL(page.url()).pathname, "/exports");
    await page.getByText("파일로 만들기를 요청했습니다").waitFor();
    await seen(page, "exports-asked");
    // Nobody touches the page.
    const take = newest(page).getByRole("link", { name: /내려받기/ });
    await take.waitFor({ timeout: MADE_WITHIN });
    await seen(page, "exports-done");
    const [download] = await Promise.all([page.waitForEvent("download"), take.click()]);
    assert.match(download.suggestedFilename(), /^총괄_민원_조회_\d{8}\.xlsx$/);
    const bytes = await readFile(await download.path());
    assert.equal(bytes.subarray(0, 2).toString(), "PK");

    const file = await take.getAttribute("href");
    const other = await browser.newPage(size);
    await logIn(other, "inspector");
    const refused = await other.goto(address(file));
    assert.equal(refused.status(), 404);
    await assertUsable(other);
  });
}

test("without a script a file is asked for, called off, asked for again, and followed by looking", async () => {
  const page = await browser.newPage(SIZES[0], { javaScriptEnabled: false });
  await logIn(page, "receiver");
  await openLongList(page);
  await press(page, "link", "엑셀 내려받기");
  await press(page, "button", "파일로 만들기");
  const cancel = page.getByRole("button", { name: "취소" });
  if (await cancel.count()) {
    await press(page, "button", "취소");
    // A quick worker may have been quicker.
    await page.getByText(/파일 만들기를 취소했습니다|이미 끝난 파일/).waitFor();
    await screenshot(page, "exports-cancelled");
  }
  await openLongList(page);
  await press(page, "link", "엑셀 내려받기");
  await press(page, "button", "파일로 만들기");
  const until = Date.now() + MADE_WITHIN;
  while ((await newest(page).getByText("완료").count()) === 0) {
    assert.ok(Date.now() < until, "the file was not made");
    await page.waitForTimeout(500);
    await page.goto(address("/exports"));
  }
  const answer = await page.request.get(address(await newest(page).getByRole("link", { name: /내려받기/ }).getAttribute("href")));
  assert.equal(answer.status(), 200);
  assert.match(answer.headers()["content-type"], /spreadsheetml/);
});

test("what is nobody's file is explained", async () => {
  const page = await browser.newPage();
  await logIn(page, "inspector");
  const gone = await page.goto(address("/exports/00000000-0000-7000-8000-000000000000"));
  assert.equal(gone.status(), 404);
  await page.getByText("없거나 볼 수 없는 내용입니다").waitFor();
  await assertUsable(page);
});
