// The guide's chapters 2.1 and 2.2 at the manager's desk, and the same complaint on to its answer.

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

/** Somebody at their desk. */
async function sitDown(login, size) {
  const page = await browser.newPage(size);
  await logIn(page, login);
  return page;
}

/** The page is found good and pictured. */
async function seen(page, name) {
  await screenshot(page, name);
  await assertUsable(page);
}

/** The panel of one act, unfolded. */
async function panel(page, act) {
  const box = page.locator(`#act-${act}`);
  if (!(await box.locator("details.confirm").first().evaluate((details) => details.open))) {
    await box.locator("summary").first().click();
  }
  return box;
}

/** Presses a button and waits for the page after it. */
async function press(page, within, name) {
  const redirects = (status) => status >= 300 && status < 400;
  const answered = page.waitForResponse((response) => response.request().isNavigationRequest() && !redirects(response.status()));
  await within.getByRole("button", { name, exact: true }).click();
  const status = (await answered).status();
  await page.waitForLoadState("load");
  assert.ok(status < 300, `${name}: ${status}, ${await page.locator("main").innerText()}`);
}

const flash = (page) => page.locator("[role=status].alert").first();

/** The option of a select whose label begins with a name. */
async function choose(select, name) {
  const label = (await select.locator("option").allInnerTexts()).find((text) => text.startsWith(name));
  assert.ok(label, `${name} is not offered`);
  await select.selectOption({ label });
}

/** A person's name, from the bar above every page. */
async function nameOf(login) {
  const page = await sitDown(login);
  const name = await page.locator(".user-who strong").innerText();
  await page.context().close();
  return name.trim();
}

test("처리자 분배, 회수와 재분배, 처리, 결재, 알림현황", async () => {
  const [first, second, boss] = await Promise.all(["handler", "handler2", "approver"].map(nameOf));

  // 2.1 민원분배: 목록, 상세, 2 처리부서 등록.
  const manager = await sitDown("manager");
  await manager.goto(address("/assign"));
  await manager.locator("a.row-link").first().click();
  await manager.waitForURL(/\/complaints\/\d+\?from=assign/);
  const number = new URL(manager.url()).pathname.split("/").pop();
  await seen(manager, "case-assign");
  for (const label of ["1 재지정 요청", "2 처리부서 등록", "6 타기관 이송", "7 종결 처리", "8 중간 답변"]) {
    assert.ok(await manager.getByText(label, { exact: true }).first().isVisible(), label);
  }
  let form = await panel(manager, "assign");
  await choose(form.locator("select[name=handler]"), first);
  await form.locator("textarea[name=memo]").fill("현장 확인 후\n답변 바랍니다.");
  await press(manager, form, "저장");
  assert.match(await flash(manager).innerText(), /처리부서와 처리자를 등록/);

  // 2.2 처리자 재분배: before acceptance to another handler, afterwards only by recall.
  await manager.goto(address(`/search?q=${number}`));
  await manager.waitForURL((url) => url.pathname === `/complaints/${number}`);
  form = await panel(manager, "reassign");
  await choose(form.locator("select[name=handler]"), second);
  await press(manager, form, "처리자재분배");
  const other = await sitDown("handler2");
  await other.goto(address(`/complaints/${number}?from=handle`));
  await press(other, await panel(other, "accept"), "처리자 접수");
  await manager.reload();
  const refused = manager.getByRole("button", { name: "처리자재분배", exact: true });
  assert.equal(await refused.getAttribute("aria-disabled"), "true");
  form = await panel(manager, "recall");
  await form.locator("textarea[name=reason]").fill("담당 업무 조정");
  await press(manager, form, "민원 회수");
  assert.match(await flash(manager).innerText(), /부서 분배/);
  form = await panel(manager, "assign");
  await choose(form.locator("select[name=handler]"), first);
  await press(manager, form, "저장");

  // 민원 처리: accept, draft, send for approval.
  const handler = await sitDown("handler");
  await handler.goto(address(`/complaints/${number}?from=handle`));
  await press(handler, await panel(handler, "accept"), "처리자 접수");
  await seen(handler, "case-handle");
  form = await panel(handler, "answer");
  await form.locator("textarea[name=body]").fill("점검하여 조치하였습니다.");
  await form.locator("select[name=part]").selectOption("closing");
  await press(handler, form, "서식 넣기");
  form = await panel(handler, "answer");
  assert.match(await form.locator("textarea[name=body]").inputValue(), /조치하였습니다\.\n\n답변 내용에 대하여/);
  await press(handler, form, "임시 저장");
  form = await panel(handler, "answer");
  await form.locator("select[name=result]").selectOption("granted");
  await choose(form.locator("select[name=line]").first(), boss);
  await press(handler, form, "결재 요청");
  assert.match(await flash(handler).innerText(), /결재수신/);

  // 결재: one click opens and decides.
  const approver = await sitDown("approver");
  await approver.goto(address(`/complaints/${number}?from=approve`));
  await seen(approver, "case-approve");
  await press(approver, await panel(approver, "approve"), "결재");

  // 처리완료, and the notice of it on the file.
  await handler.goto(address(`/complaints/${number}?from=complaints`));
  assert.ok(await handler.locator("#outcome").getByText("점검하여 조치하였습니다.").isVisible());
  const log = handler.locator("#notices");
  assert.ok((await log.locator("tbody tr").count()) > 0);
  assert.match(await log.innerText(), /신청인/);
  await seen(handler, "case-answered");
});

for (const size of SIZES) {
  test(`총괄 민원 조회 and a case at ${size.width}`, async () => {
    const page = await sitDown("manager", size);
    await page.goto(address("/complaints?from=2026-09-01"));
    await seen(page, "search");
    await page.locator("a.row-link").first().click();
    await page.waitForURL(/from=complaints/);
    await seen(page, "case");
    await page.locator(".stepper summary").first().click();
    await seen(page, "case-step");
    await page.goto(address("/assign"));
    await page.locator("a.row-link").first().click();
    await page.waitForURL(/from=assign/);
    for (const summary of await page.locator("#acts details > summary").all()) {
      if (await summary.isVisible()) await summary.click();
    }
    await seen(page, "case-all-panels");
  });
}

test("more than 95 days are refused with the limit named and the form kept", async () => {
  const page = await sitDown("manager");
  await page.goto(address("/complaints?from=2026-01-01&to=2026-11-20&stage=answered"));
  assert.match(await page.locator(".error-summary").innerText(), /최대 95일/);
  assert.equal(await page.locator("#stage").inputValue(), "answered");
  await seen(page, "search-refused");
});
