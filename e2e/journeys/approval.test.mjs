// 결재: the outside approval system from hand-over to the answer, and the built-in line with 전결 and 대결.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertUsable } from "../lib/axe.mjs";
import { SIZES, openBrowser } from "../lib/browser.mjs";
import { address, logIn, openAnswerable, screenshot } from "../lib/desk.mjs";

const AGENCY = "송파구";

let browser;

before(async () => {
  browser = await openBrowser();
});

after(() => browser?.close());

async function as(login, size = SIZES[0]) {
  const page = await browser.newPage(size);
  await logIn(page, login);
  return page;
}

/** The administrator sets the agency's line, on the page made for it. */
async function route(admin, to) {
  await admin.goto(address("/approval-routes"));
  const row = admin.locator("tr", { hasText: AGENCY });
  const button = row.getByRole("button", { name: to });
  if ((await button.count()) > 0) {
    await button.click();
    await admin.getByText(`${AGENCY}의 결재 방식을 바꾸었습니다`).waitFor();
  }
}

async function write(handler) {
  const form = handler.locator("#form-answer");
  await form.locator("[name=result]").selectOption("granted");
  await form.locator("[name=body]").fill("현장을 확인하고 조치하였습니다. 감사합니다.");
  return form;
}

/** Waits until a page says all this, once the other system's word has arrived there. */
async function says(page, path, ...patterns) {
  for (let tries = 0; ; tries += 1) {
    await page.goto(address(path));
    const text = await page.locator("main").innerText();
    if (patterns.every((pattern) => pattern.test(text))) return;
    assert.ok(tries < 20, `${patterns} not in ${text}`);
    await page.waitForTimeout(500);
  }
}

test("an answer is handed over, approved over there, and leaves", async () => {
  const admin = await as("admin");
  await route(admin, "업무관리시스템으로");
  try {
    const handler = await as("handler");
    const href = await openAnswerable(handler);
    const form = await write(handler);
    assert.equal(await form.locator("[name=line]").count(), 0, "the line is the other system's");
    await screenshot(handler, "approval-editor-outside");
    await form.getByRole("button", { name: "결재 요청" }).click();
    await handler.getByText("'결재수신' 상태로 변경되었습니다.").waitFor();
    const number = href.split("/").pop();
    const board = await browser.newPage();
    const entry = () => board.locator("article", { hasText: number });
    for (let tries = 0; tries < 20 && (await board.goto(address("/demo/approval-system/board"))); tries += 1) {
      if ((await entry().count()) > 0) break;
      await board.waitForTimeout(500);
    }
    await screenshot(board, "approval-board");
    await entry().getByRole("button", { name: "결재 시작" }).click();
    await says(handler, `${href}?from=handle`, /전자결재-\d{4}-\d{5}/, /결재상신/);
    await screenshot(handler, "approval-case-under-way");
    await assertUsable(handler);
    await entry().getByRole("button", { name: "전결" }).click();
    await says(handler, `${href}?from=handle`, /처리완료/, /결재 완료/);
    await screenshot(handler, "approval-case-answered");
    for (const size of SIZES) {
      const page = await as("handler", size);
      await page.goto(address(`${href}?from=handle`));
      await assertUsable(page);
      await page.close();
    }
  } finally {
    await route(admin, "응답소 결재선으로");
  }
});

test("a delegate ends the line of ours, the text beside the complaint", async () => {
  const handler = await as("handler");
  const href = await openAnswerable(handler);
  const form = await write(handler);
  const approver = form.locator("[name=line]").first().locator("option", { hasText: "결재자" }).first();
  await form.locator("[name=line]").first().selectOption(await approver.getAttribute("value"));
  await form.locator("[name=ends]").selectOption("delegate");
  await screenshot(handler, "approval-editor-built-in");
  await form.getByRole("button", { name: "결재 요청" }).click();
  await handler.getByText("'결재수신' 상태로 변경되었습니다.").waitFor();
  for (const size of SIZES) {
    const page = await as("approver", size);
    await page.goto(address("/approve"));
    await assertUsable(page);
    await page.goto(address(`${href}?from=approve`));
    await page.locator(".side-by-side").waitFor();
    await screenshot(page, `approval-side-by-side-${size.width}`);
    await assertUsable(page);
    if (size !== SIZES.at(-1)) {
      await page.close();
      continue;
    }
    await page.locator("#form-approve").getByRole("button", { name: "결재", exact: true }).click();
    await page.waitForURL(/\/approve/);
  }
  await handler.goto(address(`${href}?from=handle`));
  const text = await handler.locator("main").innerText();
  assert.match(text, /처리완료/);
  await screenshot(handler, "approval-case-delegated");
});

test("the administrator's page is usable at every width", async () => {
  for (const size of SIZES) {
    const page = await as("admin", size);
    await page.goto(address("/approval-routes"));
    await screenshot(page, `approval-routes-${size.width}`);
    await assertUsable(page);
  }
});
