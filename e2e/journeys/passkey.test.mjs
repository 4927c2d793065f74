// 패스키: added with a device, asked for after the password, enough alone, refused where it was copied, taken away, told of.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { addDevice } from "../lib/authenticator.mjs";
import { assertUsable } from "../lib/axe.mjs";
import { SIZES, openBrowser } from "../lib/browser.mjs";
import { address, logIn, screenshot } from "../lib/desk.mjs";

/** Whom no other journey needs to come in with a password alone. */
const LOGIN = "auditor";
const PASSWORD = process.env.EUNGDAPSO_DEMO_PASSWORD;
const NAME = "사무실 컴퓨터";

let browser;

before(async () => {
  browser = await openBrowser();
});

after(() => browser?.close());

/** The same city by its name: browsers make no keys for a bare IP address. */
function named(path) {
  const url = new URL(address(path));
  if (url.hostname === "127.0.0.1") url.hostname = "localhost";
  return url.href;
}

const at = (page) => new URL(page.url()).pathname;

async function looked(page, name) {
  for (const size of SIZES) {
    await page.setViewportSize(size);
    await screenshot(page, name);
    await assertUsable(page);
  }
  await page.setViewportSize(SIZES[0]);
}

test("an officer adds a passkey, comes in with it after the password and alone, and takes it away", async () => {
  const page = await browser.newPage();
  const device = await addDevice(page);
  await logIn(page, LOGIN, PASSWORD, named("/login"));
  await page.goto(named("/me/second-factor"));
  const form = page.locator("form[data-passkey=make]");
  await form.waitFor();
  await looked(page, "passkeys-none");

  await form.locator("input[name=name]").fill(NAME);
  await form.locator("input[name=password]").fill("not the password");
  await form.getByRole("button", { name: "패스키 등록" }).click();
  await form.getByText("비밀번호가 맞지 않습니다").waitFor();
  assert.equal(await form.locator("input[name=name]").inputValue(), NAME);
  assert.deepEqual(await device.keys(), [], "no key before the password");
  await screenshot(page, "passkey-refused");
  await form.locator("input[name=password]").fill(PASSWORD);
  await form.getByRole("button", { name: "패스키 등록" }).click();
  await page.getByText("복구 코드는 지금 한 번만 보입니다").waitFor();
  assert.equal((await device.keys()).length, 1);
  await page.getByRole("link", { name: "보관했습니다" }).click();
  await page.getByRole("link", { name: NAME }).waitFor();
  await looked(page, "passkeys");

  // The same device makes no second key.
  await form.locator("input[name=name]").fill("또 하나");
  await form.locator("input[name=password]").fill(PASSWORD);
  await form.getByRole("button", { name: "패스키 등록" }).click();
  await form.getByText("이미 등록된 패스키").waitFor();

  await page.getByRole("button", { name: "로그아웃" }).first().click();
  await page.waitForURL((url) => url.pathname === "/login");
  await looked(page, "login-passkey");
  await logIn(page, LOGIN, PASSWORD, named("/login"));
  assert.equal(at(page), "/login/code");
  await page.getByRole("button", { name: "패스키로 확인" }).waitFor();
  await looked(page, "login-code-passkey");
  // A device that does not know who is in front of it opens nothing.
  await device.knowsOwner(false);
  await page.getByRole("button", { name: "패스키로 확인" }).click();
  await page.getByText("취소되었거나 시간이 지났습니다").waitFor();
  await device.knowsOwner(true);
  await page.getByRole("button", { name: "패스키로 확인" }).click();
  await page.waitForURL((url) => url.pathname === "/");

  await page.getByRole("button", { name: "로그아웃" }).first().click();
  await page.waitForURL((url) => url.pathname === "/login");
  await page.getByRole("button", { name: "패스키로 로그인" }).click();
  await page.waitForURL((url) => url.pathname === "/");

  // Somebody copied the key a while ago: the copy counts less.
  const copied = await browser.newPage();
  const copy = await addDevice(copied);
  const [key] = await device.keys();
  await copy.put({ ...key, signCount: 0 });
  await copied.goto(named("/login"));
  await copied.getByRole("button", { name: "패스키로 로그인" }).click();
  await copied.getByText("패스키를 확인하지 못하여 로그인하지 않았습니다").waitFor();
  await assertUsable(copied);

  await page.goto(named("/me/second-factor"));
  await page.getByRole("link", { name: NAME }).click();
  await looked(page, "passkey");
  await page.locator("input[name=name]").fill("집 컴퓨터");
  await page.getByRole("button", { name: "이름 저장" }).click();
  await page.getByRole("link", { name: "집 컴퓨터" }).click();
  await page.locator("input[name=password]").fill(PASSWORD);
  await page.getByRole("button", { name: "패스키 삭제" }).click();
  await page.getByText("패스키를 삭제했습니다.").waitFor();
  assert.equal(await page.getByRole("link", { name: "집 컴퓨터" }).count(), 0);

  // Whose account it is can see, and was told, what was done to it.
  await page.goto(named("/me"));
  const told = page.locator("#account-notices");
  for (const change of ["패스키 등록", "패스키 삭제"]) await told.getByRole("rowheader", { name: change }).first().waitFor();
  await told.scrollIntoViewIfNeeded();
  await looked(page, "account-notices");
  await page.goto(named("/demo/mailbox"));
  const letter = page.locator("details", { hasText: "계정 변경 알림 - 패스키 등록" }).first();
  await letter.locator("summary").click();
  await letter.getByText("바로 비밀번호를 바꾸고 시스템 관리자에게 알리십시오").waitFor();
  await looked(page, "account-letter");
  assert.deepEqual(page.troubles, []);

  const again = await browser.newPage();
  await logIn(again, LOGIN);
  assert.equal(at(again), "/", "the password alone again");
});

test("where the browser knows no passkeys the page says so and codes stay", async () => {
  const plain = await browser.newPage(SIZES[0], { javaScriptEnabled: false });
  await logIn(plain, LOGIN, PASSWORD, named("/login"));
  await plain.goto(named("/me/second-factor"));
  await plain.getByText("이 브라우저에서는 패스키를 쓸 수 없습니다").waitFor();
  assert.equal(await plain.locator("form[data-passkey]").isVisible(), false);
  await plain.getByRole("button", { name: "설정 시작" }).waitFor();
  await screenshot(plain, "passkeys-unknown");
});
