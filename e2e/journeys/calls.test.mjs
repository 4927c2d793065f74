// 120 전화 접수, and what is done to several complaints at once: closed, merged and separated again.

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

/** Registers a call as the call centre does while somebody speaks; the 접수번호 it was given. */
async function takeCall(page, title, phone = "010-9120-0120") {
  await page.goto(address(`/receive/call?phone=${phone}`));
  await page.locator("input[name=name]").fill("전화인");
  await page.locator("textarea[name=call_note]").fill("통화 중 여러 번 같은 말씀을 하심");
  await page.locator("input[name=title]").fill(title);
  await page.locator("textarea[name=body]").fill("어제 저녁부터 그렇습니다.");
  await page.getByText("접수하고 즉시답변하거나 보내기").click();
  await page.locator("select[name=kind]").selectOption("grievance");
  await page.locator("input[name=to_name]").fill("송파구 보건소 의약과");
  await page.getByRole("button", { name: "등록", exact: true }).click();
  await page.getByText("이어서 한 일").waitFor();
  const steps = await page.locator("#steps").innerText();
  return steps.match(/\d{14,}/)[0];
}

for (const size of SIZES) {
  test(`the call centre takes a call in one go at ${size.width}`, async () => {
    const page = await browser.newPage(size);
    await logIn(page, "dasan");
    await page.goto(address("/receive/call?q=약국"));
    await screenshot(page, "call");
    await assertUsable(page);
    const phone = `010-9120-${size.width}`;
    const number = await takeCall(page, "약국 앞 소음", phone);
    await screenshot(page, "call-done");
    await assertUsable(page);
    await page.goto(address(`/receive/call?phone=${phone}`));
    await page.getByRole("link", { name: "약국 앞 소음" }).first().waitFor();
    await screenshot(page, "call-again");
    await assertUsable(page);
    await page.goto(address(`/complaints/${number}`));
    await page.getByText("통화 중 여러 번 같은 말씀을 하심").first().waitFor({ state: "attached" });
  });
}

test("a manager merges duplicates by selection, separates one again, and closes another", async () => {
  const call = await browser.newPage();
  await logIn(call, "dasan");
  const numbers = [];
  for (const title of ["약국 간판 불빛", "약국 간판 불빛이 밝음", "약국 간판 불빛 민원"]) {
    numbers.push(await takeCall(call, title, "010-9120-7777"));
  }
  const page = await browser.newPage();
  await logIn(page, "manager");
  await page.goto(address("/complaints?q=간판 불빛"));
  for (const number of numbers) await page.locator(`input[name=chosen][value="${number}"]`).check();
  await page.locator("#selected-merge summary").click();
  await screenshot(page, "selected");
  await assertUsable(page);
  await page.locator("input[name=merge-into]").fill(numbers[0]);
  await page.locator("textarea[name=merge-reason]").fill("같은 신청인의 같은 민원");
  await page.locator("#selected-merge button", { hasText: "병합·중복" }).click();
  await page.getByText("2건 중").waitFor();
  await page.goto(address(`/complaints/${numbers[1]}`));
  await page.locator("#act-separate summary").first().click();
  await page.getByRole("button", { name: "병합 해제" }).click();
  await page.getByText("병합을 풀었습니다.").waitFor();
  await page.goto(address("/complaints?q=간판 불빛"));
  await page.locator(`input[name=chosen][value="${numbers[1]}"]`).check();
  await page.locator("#selected-close summary").click();
  await page.locator("select[name=close-ground]").selectOption("not-a-complaint");
  await page.locator("textarea[name=close-explanation]").fill("시정과 무관합니다.");
  await page.locator("#selected-close button", { hasText: "종결 처리" }).click();
  await page.getByText("종결").first().waitFor();
  assert.ok((await page.locator("main").innerText()).includes("1건을 처리했습니다."));
});

for (const size of SIZES) {
  test(`a manager finds outside bodies, similar complaints and the due date before and after at ${size.width}`, async () => {
    const page = await browser.newPage(size);
    await logIn(page, "manager");
    await page.goto(address("/assign"));
    await page.locator("a.row-link").first().click();
    await page.locator("#act-transfer > details > summary, #act-transfer summary").first().click();
    await page.getByText("타기관 목록").click();
    await page.getByText("한국전력공사").first().waitFor();
    await page.locator("#act-merge summary").first().click();
    await page.locator("#act-reclassify-kind summary").first().click();
    await page.locator("#act-reclassify-kind select[name=kind]").selectOption("suggestion");
    await screenshot(page, "case-acts");
    await assertUsable(page);
    await page.locator("#act-reclassify-kind button", { hasText: "처리기한 미리보기" }).click();
    await page.getByText("바꾼 뒤:").waitFor();
    await screenshot(page, "case-reclassify");
    await assertUsable(page);
  });
}
