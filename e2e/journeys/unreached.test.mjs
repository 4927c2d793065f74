// 미도달 통지: somebody with nothing but an address is told of a transfer by post.

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

/** Registers a letter, receives and transfers it; its number. */
async function transferred(page, title) {
  await page.goto(address("/receive/new"));
  await page.locator("[name=channel][value=post]").check();
  await page.locator("input[name=name]").fill("우편민");
  await page.locator("input[name=address]").fill("서울특별시 종로구 세종대로 1");
  await page.locator("input[name=title]").fill(title);
  await page.locator("textarea[name=body]").fill("한강 하천 구역의 국유지 사용에 대하여 묻습니다.");
  await page.getByRole("button", { name: "등록" }).click();
  await page.getByText("신청인에게 건네줄 번호").waitFor();
  const filed = (await page.locator("main").innerText()).match(/F\d{14}/)[0];
  await page.goto(address(`/complaints/${filed}?from=receive`));
  await page.locator("#act-receive select[name=kind]").selectOption("inquiry");
  await page.locator("#act-receive").getByRole("button", { name: "접수", exact: true }).click();
  await page.waitForURL(/\/complaints\/\d+/);
  const number = new URL(page.url()).pathname.split("/").pop();
  if (!(await page.locator("#act-transfer details").first().evaluate((details) => details.open))) {
    await page.locator("#act-transfer summary").first().click();
  }
  await page.locator("#act-transfer [name=body]").fill("국토교통부");
  const reason = page.locator("#act-transfer [name=reason]");
  if (await reason.count()) await reason.fill("국유 하천 사무입니다.");
  await page.locator("#act-transfer button[type=submit]").click();
  await page.getByText("신청인에게 닿지 않은 통지가 1건 있습니다.").waitFor();
  return number;
}

for (const size of SIZES) {
  test(`whoever no channel reaches is told by post, and it is written down, at ${size.width}`, async () => {
    const page = await browser.newPage(size);
    await logIn(page, "receiver");
    const number = await transferred(page, `우편으로 온 질의 ${size.width}`);

    await page.goto(address("/unreached"));
    await screenshot(page, "unreached");
    await assertUsable(page);
    await page.locator("tr", { hasText: number }).locator("a.row-link").click();
    await page.waitForURL(/from=unreached/);
    await page.locator("#notices summary", { hasText: "직접 통지" }).click();
    await screenshot(page, "unreached-case");
    await assertUsable(page);

    await page.locator("#notices").getByRole("button", { name: "통지문 열기" }).click();
    await page.getByText("우편민 귀하").waitFor();
    assert.match(await page.locator("article.paper").innerText(), /세종대로 1/);
    await screenshot(page, "unreached-paper");
    await assertUsable(page);

    await page.goto(address(`/complaints/${number}?from=unreached`));
    await page.locator("#notices summary", { hasText: "직접 통지" }).click();
    await page.locator("#notices").getByRole("button", { name: "통지 기록" }).click();
    await page.locator(".error-summary").waitFor();
    await page.locator("#notices").getByLabel("우편", { exact: true }).check();
    await page.locator("#notices input[name=reference]").fill("12345-6789-0123");
    await page.locator("#notices").getByRole("button", { name: "통지 기록" }).click();
    await page.getByText("신청인에게 직접 알린 것을 기록했습니다.").waitFor();
    assert.match(await page.locator("#notices").innerText(), /우편[\s\S]*등기번호 1234567890123/);
    await page.goto(address("/unreached"));
    assert.equal(await page.locator("tr", { hasText: number }).count(), 0);

    // 반송: it came back, and waits again.
    await page.goto(address(`/complaints/${number}?from=unreached`));
    await page.locator("#notices summary", { hasText: "우편 반송" }).click();
    await assertUsable(page);
    await page.locator("#notices").getByRole("button", { name: "반송 기록" }).click();
    await page.getByText("우편이 돌아온 것을 기록했습니다.").waitFor();
    await page.goto(address("/unreached"));
    await page.locator("tr", { hasText: number }).waitFor();
  });
}
