// Nothing that was typed is lost, whatever comes between: a refusal, an ended session, a file too large.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertUsable } from "../lib/axe.mjs";
import { SIZES, openBrowser } from "../lib/browser.mjs";
import { address, logIn, openAnswerable, screenshot } from "../lib/desk.mjs";

const [DESK, TABLET, TELEPHONE] = SIZES;

let browser;

before(async () => {
  browser = await openBrowser();
});

after(() => browser?.close());

async function sitDown(login, size = DESK) {
  const page = await browser.newPage(size);
  await logIn(page, login);
  return page;
}

/** The panel of one act, unfolded. */
async function panel(page, act) {
  const box = page.locator(`#act-${act}`);
  if (!(await box.locator("details").first().evaluate((details) => details.open))) {
    await box.locator("summary").first().click();
  }
  return box;
}

/** Presses a button and waits for the page that follows. */
async function press(page, within, name) {
  const redirects = (status) => status >= 300 && status < 400;
  const answered = page.waitForResponse((response) => response.request().isNavigationRequest() && !redirects(response.status()));
  await within.getByRole("button", { name, exact: true }).click();
  await answered;
  await page.waitForLoadState("load");
}

test("a session that ends while one writes costs a log-in and no word", async () => {
  const page = await sitDown("manager");
  await page.goto(address("/assign"));
  await page.locator("a.row-link").first().click();
  await page.waitForURL(/from=assign/);
  const where = page.url();
  const form = await panel(page, "interim-answer");
  await form.locator("textarea[name=text]").fill("현장을 확인한 뒤 다시 알려 드리겠습니다.");
  await page.context().clearCookies();
  await press(page, form, "중간 답변");
  await page.getByRole("alert").getByText("방금 보내신 내용은 저장하지 않았습니다.").waitFor();
  await screenshot(page, "kept-log-in-again");
  await assertUsable(page);
  await page.locator("input[name=login]").fill("manager");
  await page.locator("input[name=password]").fill(process.env.EUNGDAPSO_DEMO_PASSWORD);
  await page.locator("input[name=password]").press("Enter");
  await page.waitForURL(where);
  const back = page.locator("#act-interim-answer textarea[name=text]");
  await page.getByText("쓰던 내용을 되살렸습니다.").first().waitFor();
  assert.equal(await back.inputValue(), "현장을 확인한 뒤 다시 알려 드리겠습니다.");
});

test("a refused answer keeps its approval line, place by place", async () => {
  const page = await sitDown("handler");
  await openAnswerable(page);
  let form = await panel(page, "answer");
  await form.locator("textarea[name=body]").fill("받아들일 수 없습니다.");
  await form.locator("select[name=result]").selectOption("refused");
  const line = form.locator("select[name=line]");
  await line.nth(0).selectOption({ index: 1 });
  await line.nth(1).selectOption({ index: 2 });
  const chosen = await line.evaluateAll((selects) => selects.map((select) => select.value));
  await press(page, form, "결재 요청");
  await page.locator(".error-summary").getByText("구제").first().waitFor();
  form = page.locator("#act-answer");
  assert.deepEqual(await form.locator("select[name=line]").evaluateAll((selects) => selects.map((select) => select.value)), chosen);
});

test("a file that is too large is told when it is chosen, and so much at once does not cost the text", async () => {
  const page = await browser.newPage(TELEPHONE);
  await page.goto(address("/apply"));
  await page.locator("#title").fill("큰 사진을 붙입니다");
  await page.locator("#body").fill("사진이 큽니다.");
  const files = page.locator("input[type=file]");
  await files.setInputFiles({ name: "큰 사진.jpg", mimeType: "image/jpeg", buffer: Buffer.alloc(21 * 1024 * 1024) });
  await page.getByRole("alert").getByText("‘큰 사진.jpg’: 20 MB를 넘어").waitFor();
  assert.equal(await files.inputValue(), "");
  await screenshot(page, "kept-too-large");
  await assertUsable(page);
});

test("'상세' opens the complaint that was selected", async () => {
  const page = await sitDown("manager");
  await page.goto(address("/assign"));
  const row = page.locator("tbody [data-row]").nth(2);
  const number = (await row.locator(".case-number").innerText()).trim();
  await row.locator("input[type=checkbox]").check();
  await page.getByRole("link", { name: "상세", exact: true }).click();
  await page.waitForURL((url) => url.pathname === `/complaints/${number}`);
});

for (const size of [DESK, TABLET]) {
  test(`no name of a stage and no channel is broken within a word at ${size.width}`, async () => {
    const page = await sitDown("manager", size);
    await page.goto(address("/complaints"));
    await page.locator("a.row-link").first().click();
    await page.waitForURL(/from=complaints/);
    // A word that is broken has boxes on two lines.
    const broken = await page.evaluate(() => {
      const found = [];
      const texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
      while (texts.nextNode()) {
        const node = texts.currentNode;
        if (!node.parentElement.closest(".step-label, #notices td")) continue;
        for (const word of node.data.matchAll(/[가-힣]+/g)) {
          const range = document.createRange();
          range.setStart(node, word.index);
          range.setEnd(node, word.index + word[0].length);
          if (new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size > 1) found.push(word[0]);
        }
      }
      return found;
    });
    assert.deepEqual(broken, []);
    await assertUsable(page);
  });
}

test("what stands beside a label on a telephone stays beside it", async () => {
  const page = await sitDown("manager", TELEPHONE);
  await page.goto(address("/assign"));
  const lefts = await page.locator("td[data-label=추천]", { has: page.locator(".quiet") }).first().evaluate((cell) => {
    const text = document.createRange();
    text.selectNodeContents(cell);
    return [...text.getClientRects()].map((box) => Math.round(box.left));
  });
  assert.equal(new Set(lefts).size, 1, `columns at ${lefts}`);
});
