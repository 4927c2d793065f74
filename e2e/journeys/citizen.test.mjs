// The petitioner: files in three steps, keeps number and secret, comes back, withdraws.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertUsable } from "../lib/axe.mjs";
import { SIZES, openBrowser } from "../lib/browser.mjs";
import { address, screenshot } from "../lib/desk.mjs";

const [, , TELEPHONE] = SIZES;

let browser;

before(async () => {
  browser = await openBrowser();
});

after(() => browser?.close());

async function seen(page, name) {
  await screenshot(page, name);
  await assertUsable(page);
}

async function press(page, name) {
  await Promise.all([page.waitForLoadState("load"), page.getByRole("button", { name, exact: true }).first().click()]);
}

const KO = { next: "다음", send: "보내기", lang: "" };
const EN = { next: "Next", send: "Send", lang: "?lang=en" };

/** Files a complaint by the form; number and secret as they stand on the last page. */
async function apply(page, words, look = async () => {}) {
  await page.goto(address(`/apply${words.lang}`));
  await look("apply-1");
  await page.locator("#title").fill("보도블록이 내려앉아 위험합니다");
  await page.locator("#body").fill("방이동 백제고분로 42 앞 보도가 10cm쯤 꺼졌습니다.\n비가 오면 물이 고입니다. 고쳐 주십시오.");
  await page.locator("#place").fill("송파구 방이동 백제고분로 42");
  await press(page, words.next);
  await look("apply-2");
  await page.locator("#name").fill("박시민");
  await page.locator("#phone").fill("010-1234-5678");
  await page.locator("#agree").check();
  await press(page, words.next);
  await look("apply-3");
  await press(page, words.send);
  await page.waitForURL((url) => url.pathname === "/apply/done");
  assert.equal(await page.evaluate(() => sessionStorage.getItem("draft:apply")), null, "nothing of it stays in the browser");
  await look("apply-done");
  const [number, secret] = [await page.locator("#application-number").innerText(), await page.locator("#secret").innerText()];
  assert.match(number, /^F\d{14}$/);
  assert.match(secret, /^[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}$/);
  assert.ok(!page.url().includes(secret));
  return { number, secret };
}

test("the browser's way back leads to the step before, loading again to the first, and nothing that was written is lost", async () => {
  const page = await browser.newPage();
  await page.goto(address("/apply"));
  await page.locator("#title").fill("보도블록이 내려앉아 위험합니다");
  await page.locator("#body").fill("방이동 백제고분로 42 앞입니다.");
  await press(page, KO.next);
  await page.locator("#name").fill("박시민");
  await page.locator("#phone").fill("010-1234-5678");
  await page.locator("#agree").check();
  await press(page, KO.next);
  await page.getByText("010-1234-5678").first().click();
  await page.goBack();
  await page.locator("#name").waitFor();
  assert.equal(await page.locator("#name").inputValue(), "박시민");
  assert.ok(await page.locator("#agree").isChecked());
  // A place within the page is no step back.
  await page.locator(".skip-link").focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/#main$/);
  assert.equal(await page.locator("#name").inputValue(), "박시민");
  await page.locator("#name").click();
  await page.goBack();
  assert.equal(await page.locator("#name").inputValue(), "박시민");
  await page.goBack();
  await page.locator("#title").waitFor();
  assert.equal(await page.locator("#title").inputValue(), "보도블록이 내려앉아 위험합니다");
  await press(page, KO.next);
  await page.locator("#name").waitFor();
  await page.reload();
  assert.equal(await page.locator("#body").inputValue(), "방이동 백제고분로 42 앞입니다.");
  await assertUsable(page);
});

for (const size of SIZES) {
  test(`a citizen files a complaint and looks it up at ${size.width}`, async () => {
    const page = await browser.newPage(size);
    await page.goto(address("/citizen"));
    await seen(page, "citizen");
    const { number, secret } = await apply(page, KO, (name) => seen(page, name));

    const later = await browser.newPage(size);
    await later.goto(address("/lookup"));
    await seen(later, "lookup");
    await later.locator("#number").fill(number);
    await later.locator("#secret").fill("AAAA-BBBB-CCCC");
    await press(later, "조회");
    await later.getByRole("alert").getByText("번호나 비밀번호가 맞지 않습니다.").waitFor();
    assert.equal(await later.locator("#number").inputValue(), number);
    await seen(later, "lookup-wrong");
    await later.locator("#secret").fill(secret.toLowerCase());
    await press(later, "조회");
    await later.waitForURL((url) => url.pathname === "/petition");
    await later.getByText("보도블록이 내려앉아 위험합니다").first().waitFor();
    await seen(later, "petition");

    // The letter that told of it, found by the number.
    await later.goto(address(`/demo/mailbox?number=${number}`));
    const letter = later.locator("details", { hasText: "민원이 신청되었습니다" });
    await letter.locator("summary").click();
    await letter.getByText(number).first().waitFor();
    await seen(later, "mailbox");
  });

  test(`what is missing is said and nothing is lost at ${size.width}`, async () => {
    const page = await browser.newPage(size);
    await page.goto(address("/apply"));
    await page.locator("#body").fill("제목을 잊었습니다.");
    await press(page, KO.next);
    await page.locator(".error-summary").waitFor();
    assert.equal(await page.locator("#body").inputValue(), "제목을 잊었습니다.");
    await seen(page, "apply-wrong");
  });

  test(`public answers and the guide can be used by everybody at ${size.width}`, async () => {
    const page = await browser.newPage(size);
    await page.goto(address("/answers"));
    await seen(page, "answers");
    const first = page.locator(".published a").first();
    if (await first.count()) {
      await first.click();
      await page.locator(".letter-answer").waitFor();
      await seen(page, "answer");
    }
    await page.goto(address("/citizen/guide"));
    await seen(page, "citizen-guide");
  });
}

test("another complaint is withdrawn, after being asked", async () => {
  const page = await browser.newPage(TELEPHONE);
  await apply(page, KO);
  await page.getByRole("link", { name: "내 민원 보기" }).click();
  await page.locator("summary", { hasText: "민원 취하" }).click();
  await page.locator("#reason").fill("이미 고쳐졌습니다.");
  await seen(page, "petition-withdraw");
  await press(page, "민원 취하");
  await page.getByRole("status").getByText("민원이 취하되었습니다.").waitFor();
  await seen(page, "petition-withdrawn");
});

test("in English, and the switch keeps what was typed", async () => {
  const page = await browser.newPage(TELEPHONE, { locale: "en-GB" });
  await page.goto(address("/citizen?lang=en"));
  await seen(page, "citizen-en");
  await apply(page, EN, (name) => seen(page, `${name}-en`));
  await page.getByRole("link", { name: "See my complaint" }).click();
  await seen(page, "petition-en");

  await page.goto(address("/apply"));
  await page.locator("#title").fill("A hole in the road");
  await press(page, "Continue in English");
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  assert.equal(await page.locator("#title").inputValue(), "A hole in the road");
});

test("all of it works without JavaScript", async () => {
  const page = await browser.newPage(TELEPHONE, { javaScriptEnabled: false });
  await apply(page, KO);
  await page.getByRole("link", { name: "내 민원 보기" }).click();
  await page.locator("summary", { hasText: "민원 취하" }).click();
  await press(page, "민원 취하");
  await page.getByText("민원이 취하되었습니다.").first().waitFor();
});
