// 국민신문고 만족도 모니터링: the guide's own tables read off the page, drilled into, and taken away.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { assertUsable } from "../lib/axe.mjs";
import { SIZES, openBrowser } from "../lib/browser.mjs";
import { address, logIn, screenshot } from "../lib/desk.mjs";

/** The month in which the demo lives the guide's table. */
const MONTH = "from=2026-08-01&to=2026-08-31";
const BUREAUS = [
  ["1", "전체", "68.18", "11", "100%", "4", "4", "28"],
  ["2", "송파구 산하기관", "0", "0", "0%", "0", "0", "1"],
  ["3", "송파구 교통환경국", "79.17", "6", "100%", "2", "2", "16"],
  ["4", "송파구 도시관리국", "58.33", "3", "100%", "1", "1", "7"],
  ["5", "송파구 감사담당관", "0", "0", "0%", "0", "0", "1"],
  ["6", "송파구 보건소", "50", "2", "100%", "1", "1", "3"],
];
const HEALTH = [
  ["1", "전체", "50", "2", "100%", "1", "1", "3"],
  ["2", "송파구 보건소 의약과", "50", "2", "100%", "1", "1", "3"],
];
const HEADINGS = [
  ["민원 만족도", "추가 답변", "국민신문고"],
  ["평균(점)", "응답건수(건)", "비율(%)", "처리건수(건)", "대상건수(건)", "이송건수(건)"],
];

let browser;

before(async () => {
  browser = await openBrowser();
});

after(() => browser?.close());

/** The rows of a grid as somebody reads them. */
async function rows(page, grid) {
  const lines = await page.locator(`#${grid} tbody tr`).all();
  return Promise.all(lines.map(async (line) => (await line.locator("th, td").allInnerTexts()).map((text) => text.trim())));
}

async function headings(page, grid) {
  const lines = await page.locator(`#${grid} thead tr`).all();
  return Promise.all(lines.map(async (line) => (await line.locator("th").allInnerTexts()).map((text) => text.trim())));
}

for (const size of SIZES) {
  test(`agency, 기관 관리자 of 송파구, reads the guide's tables at ${size.width}`, async () => {
    const page = await browser.newPage(size);
    await logIn(page, "agency");
    await page.goto(address(`/satisfaction/statistics?${MONTH}`));
    // There is one agency to choose: its bureaus stand open.
    assert.deepEqual(await rows(page, "bureaus"), BUREAUS);
    assert.deepEqual(await headings(page, "bureaus"), [["번호", "실국명", ...HEADINGS[0]], HEADINGS[1]]);
    assert.match(await page.locator("#bureaus").innerText(), /페이지 1 \/ 1/);
    await assertUsable(page);
    await page.locator("#bureaus").getByRole("link", { name: "송파구 보건소" }).click();
    await page.locator("#departments").waitFor();
    assert.deepEqual(await rows(page, "departments"), HEALTH);
    assert.deepEqual((await headings(page, "departments"))[0], ["번호", "부서명", ...HEADINGS[0]]);
    await screenshot(page, "satisfaction-statistics");
    await assertUsable(page);
  });

  test(`receiver goes from the city to 의약과 at ${size.width}`, async () => {
    const page = await browser.newPage(size);
    await logIn(page, "receiver");
    await page.goto(address("/satisfaction/statistics"));
    await screenshot(page, "satisfaction-city");
    await assertUsable(page);
    await page.goto(address(`/satisfaction/statistics?${MONTH}`));
    assert.deepEqual(await rows(page, "agencies"), [BUREAUS[0], ["2", "송파구", ...BUREAUS[0].slice(2)]]);
    await page.locator("#agencies").getByRole("link", { name: "송파구" }).click();
    assert.deepEqual(await rows(page, "bureaus"), BUREAUS);
    await page.locator("#bureaus").getByRole("link", { name: "송파구 보건소" }).click();
    await page.locator("#departments").waitFor();
    assert.deepEqual(await rows(page, "departments"), HEALTH);
  });

  test(`manager chooses a complaint and reads all its ratings at ${size.width}`, async () => {
    const page = await browser.newPage(size);
    await logIn(page, "manager");
    await page.goto(address("/satisfaction"));
    await screenshot(page, "satisfaction-list");
    await assertUsable(page);
    await page.goto(address(`/satisfaction?${MONTH}&follow-up=answered`));
    await page.locator("tbody a.row-link").first().click();
    await page.locator("#ratings").waitFor();
    assert.equal(await page.locator("#ratings tbody tr").count(), 2);
    assert.match(await page.locator("#rating").innerText(), /불만 \(25점\)/);
    await page.locator("#ratings").getByRole("link", { name: "1회차" }).click();
    await page.locator("#rating").getByText("매우불만 (0점)").waitFor();
    const detail = await page.locator("#rating").innerText();
    for (const part of ["추가답변 요청", "추가답변 기한", "추가 질문", "추가답변 처리", "처리자"]) {
      assert.ok(detail.includes(part), `${part} in ${detail}`);
    }
    await screenshot(page, "satisfaction-ratings");
    await assertUsable(page);
  });
}

test("a department manager sees the own department and no neighbour", async () => {
  const page = await browser.newPage();
  await logIn(page, "manager");
  await page.goto(address(`/satisfaction/statistics?${MONTH}`));
  assert.deepEqual(await rows(page, "bureaus"), [HEALTH[0], ["2", "송파구 보건소", ...HEALTH[0].slice(2)]]);
  assert.deepEqual(await rows(page, "departments"), HEALTH);
  const agency = new URL(await page.locator("#agencies a.row-link").getAttribute("href"), page.url()).searchParams.get("agency");
  const neighbour = `agency=${agency}&bureau=${encodeURIComponent("송파구 교통환경국")}`;
  const answer = await page.request.get(address(`/satisfaction/statistics?${MONTH}&${neighbour}`));
  assert.equal(answer.status(), 404);
});

test("every grid and the list are taken away as Excel files, without JavaScript", async () => {
  const page = await browser.newPage(SIZES[0], { javaScriptEnabled: false });
  await logIn(page, "agency");
  await page.goto(address(`/satisfaction/statistics?${MONTH}`));
  await page.locator("#bureaus").getByRole("link", { name: "송파구 보건소" }).click();
  await page.locator("#departments").waitFor();
  for (const name of ["기관별 현황 엑셀", "실국별 현황 엑셀", "부서별 현황 엑셀"]) {
    await taken(page, name, `국민신문고_만족도_${name.slice(0, 3)}_현황_`);
  }
  await page.goto(address(`/satisfaction?${MONTH}`));
  await taken(page, "목록 엑셀", "국민신문고_만족도_목록_");
});

/** A link that downloads a file of this name and the day, which is what it says it is. */
async function taken(page, link, name) {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: link }).click(),
  ]);
  const file = download.suggestedFilename();
  assert.ok(file.startsWith(name) && /\d{8}\.xlsx$/.test(file), file);
  const bytes = await readFile(await download.path());
  assert.equal(bytes.subarray(0, 2).toString("latin1"), "PK", `${name} is an Excel file`);
}
