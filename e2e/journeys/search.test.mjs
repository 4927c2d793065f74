// 통합검색: words found inside words, marked, in three orders; a mistyped word looked for a second time.

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

/** The receiver sees the whole city. */
async function look(typed, size) {
  const page = await browser.newPage(size);
  await logIn(page, "receiver");
  await page.locator("[data-search]").first().fill(typed);
  await page.locator("[data-search]").first().press("Enter");
  await page.waitForURL(/\/complaints\?/);
  return page;
}

for (const size of SIZES) {
  test(`words are marked in title and text at ${size.width}`, async () => {
    const page = await look("주차", size);
    const marked = await page.locator("tbody mark").allInnerTexts();
    assert.ok(marked.length > 0 && marked.every((word) => word === "주차"), marked.join());
    assert.equal(await page.locator(".orders a[aria-current]").innerText(), "정확도순");
    await screenshot(page, `search-words-${size.width}`);
    await assertUsable(page);
  });
}

test("every row of every order holds the words, and paging repeats none", async () => {
  const page = await look("가로등");
  for (const order of ["정확도순", "최근 신청순", "처리기한순"]) {
    await page.getByRole("link", { name: order, exact: true }).click();
    await page.waitForURL(/sort=/);
    const seen = new Set();
    for (;;) {
      const rows = page.locator("tbody tr");
      for (const row of await rows.all()) {
        const number = await row.locator(".case-number").first().innerText();
        assert.ok(!seen.has(number), `${number} twice in ${order}`);
        seen.add(number);
        assert.match(await row.innerText(), /가로등/);
      }
      const next = page.getByRole("link", { name: "다음", exact: true });
      if ((await next.count()) === 0) break;
      await next.click();
      await page.waitForURL(/cursor=/);
    }
    assert.ok(seen.size > 0);
  }
});

test("one wrong letter, the wrong keyboard, and what is nowhere", async () => {
  let page = await look("쥬차");
  await page.getByText("'쥬차'에 맞는 민원이 없어 한 글자를 고쳐 찾았습니다.").waitFor();
  assert.ok((await page.locator("tbody mark").count()) > 0);
  await screenshot(page, "search-instead");
  await assertUsable(page);
  page = await look("wnck");
  await page.getByText("'wnck'에 맞는 민원이 없어 한글 자판으로 바꾸어 찾았습니다.").waitFor();
  page = await look("뷁쉙뚫훻");
  await page.getByText("조건에 맞는 민원이 없습니다.").waitFor();
  page = await look("!!");
  await page.getByText("찾을 낱말에 글자나 숫자를 넣어 주십시오.").first().waitFor();
  await assertUsable(page);
});
