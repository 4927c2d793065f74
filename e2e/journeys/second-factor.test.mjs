// 2단계 인증: set up with a telephone, asked for at the door, a spare code when the telephone is lost, and off again.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertUsable } from "../lib/axe.mjs";
import { SIZES, openBrowser } from "../lib/browser.mjs";
import { address, logIn, screenshot } from "../lib/desk.mjs";
import { codeOf } from "../lib/telephone.mjs";

/** Whom no other journey needs to come in with a password alone. */
const LOGIN = "cooperator";

let browser;

before(async () => {
  browser = await openBrowser();
});

after(() => browser?.close());

async function send(page, code, button) {
  await page.locator("input[name=code]").fill(code);
  await page.getByRole("button", { name: button }).click();
}

/** Name and password; the page that asks for the code. */
async function halfIn(size, options) {
  const page = await browser.newPage(size, options);
  await logIn(page, LOGIN);
  assert.equal(new URL(page.url()).pathname, "/login/code");
  return page;
}

test("an officer sets it up, comes in with it and with a spare code, and turns it off", async () => {
  const page = await browser.newPage();
  await logIn(page, LOGIN);
  await page.goto(address("/me"));
  await page.getByRole("link", { name: "2단계 인증" }).click();
  await page.getByRole("button", { name: "설정 시작" }).click();
  await page.getByRole("img", { name: "인증 앱 등록용 QR 코드" }).waitFor();
  for (const size of SIZES) {
    await page.setViewportSize(size);
    await screenshot(page, "second-factor-begun");
    await assertUsable(page);
  }
  const key = await page.locator("code.secret").innerText();
  await send(page, "000000", "확인하고 시작");
  await page.getByText("맞지 않거나 이미 쓰였습니다").first().waitFor();
  await send(page, codeOf(key), "확인하고 시작");
  await page.getByText("복구 코드는 지금 한 번만 보입니다").waitFor();
  const spare = await page.locator(".recovery-codes code").allInnerTexts();
  assert.equal(spare.length, 10);
  for (const size of SIZES) {
    await page.setViewportSize(size);
    await screenshot(page, "second-factor-codes");
    await assertUsable(page);
  }

  for (const size of SIZES) {
    const asked = await halfIn(size);
    await screenshot(asked, "login-code");
    await assertUsable(asked);
    await asked.close();
  }
  // Without JavaScript, with the code of the half minute to come: the one of now was used.
  const plain = await halfIn(SIZES[0], { javaScriptEnabled: false });
  await send(plain, codeOf(key, 1), "확인");
  await plain.waitForURL(address("/"));

  const lost = await halfIn();
  await send(lost, spare[0], "확인");
  await lost.waitForURL(address("/"));
  await lost.goto(address("/me/second-factor"));
  await lost.getByText("9개").waitFor();
  await screenshot(lost, "second-factor-on");
  await assertUsable(lost);
  await send(lost, spare[1], "인증 앱 해제");
  await lost.getByText("2단계 인증 앱을 해제했습니다.").waitFor();

  const again = await browser.newPage();
  await logIn(again, LOGIN);
  assert.equal(new URL(again.url()).pathname, "/");
});
