// The everyday desk: two people at once, presence, saved searches, keys alone, the tour.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertUsable } from "../lib/axe.mjs";
import { SIZES, openBrowser } from "../lib/browser.mjs";
import { address, logIn, screenshot } from "../lib/desk.mjs";

const PAGES = [
  ["manager", ["/", "/complaints", "/complaints/view", "/me", "/me/phrases", "/tour", "/field-applications", "/guide"]],
  ["admin", ["/", "/field-applications"]],
  ["inspector", ["/retention", "/retention/holds"]],
];

let browser;

before(async () => {
  browser = await openBrowser();
});

after(() => browser?.close());

/** The number in the tile of this label on the main page. */
const count = async (page, label) =>
  Number((await page.locator(".tile", { hasText: label }).locator(".tile-count").first().innerText()).replace(/\D/g, ""));

/** Registers a complaint at the counter and sends it to 송파구 보건소 의약과. */
async function distribute(page, title) {
  await page.goto(address("/receive/new"));
  await page.locator("input[name=name]").fill("방문자");
  await page.locator("input[name=phone]").fill("010-0000-0000");
  await page.locator("input[name=title]").fill(title);
  await page.locator("textarea[name=body]").fill("약국이 일요일에 문을 닫아 약을 살 수 없었습니다.");
  await page.getByRole("button", { name: "등록" }).click();
  const number = (await page.locator("main").innerText()).match(/F\d{14}/)[0];
  await page.goto(address(`/complaints/${number}?from=receive`));
  await page.locator("#act-receive select[name=kind]").selectOption("inquiry");
  await page.locator("#act-receive form button[type=submit].btn-primary").click();
  await page.locator("#act-distribute").waitFor();
  const panel = page.locator("#act-distribute details");
  if ((await panel.getAttribute("open")) === null) await panel.locator("summary").click();
  await page.locator("#act-distribute input[name=to_name]").fill("송파구 보건소 의약과");
  await page.locator("#act-distribute form button[type=submit].btn-primary").click();
  await page.locator("[role=status].tone-success").waitFor();
}

test("what one gives out, the other sees without opening the page again", async () => {
  const [manager, list, receiver] = [await browser.newPage(), await browser.newPage(), await browser.newPage()];
  await Promise.all([logIn(manager, "manager"), logIn(list, "manager"), logIn(receiver, "receiver")]);
  await manager.goto(address("/"));
  const earlier = await count(manager, "부서 분배");
  await list.goto(address("/assign?sort=newest"));
  const rows = await list.locator("[data-row]").first().innerText();
  await distribute(receiver, "일요일에 여는 약국을 알려 주십시오");
  await manager.waitForFunction(
    ([label, before]) => [...document.querySelectorAll(".tile")].some((tile) => tile.textContent.includes(label)
      && Number(tile.querySelector(".tile-count").textContent.replace(/\D/g, "")) === before + 1),
    ["부서 분배", earlier],
  );
  const bar = list.getByRole("button", { name: /새 민원 1건 — 목록 새로 고침/ });
  await bar.waitFor();
  assert.equal(await list.locator("[data-row]").first().innerText(), rows, "no row has moved yet");
  await screenshot(list, "desk-live-bar");
  await assertUsable(list);
  await bar.click();
  await list.getByText("일요일에 여는 약국을 알려 주십시오").first().waitFor();
  assert.equal(await bar.count(), 0);
  for (const page of [manager, list, receiver]) assert.deepEqual(page.troubles, []);
});

test("a list that nothing has happened to offers no other", async () => {
  const page = await browser.newPage();
  await logIn(page, "manager");
  const looked = page.waitForResponse((answer) => answer.request().headers()["x-background"] === "1");
  await page.goto(address("/assign"));
  await page.evaluate(() => new BroadcastChannel("live").postMessage({ kind: "change", data: JSON.stringify({ lists: ["/assign"] }) }));
  await looked;
  await page.waitForLoadState("networkidle");
  assert.equal(await page.locator(".live-bar button").count(), 0);
  assert.deepEqual(page.troubles, []);
});

test("somebody who writes is seen, and a second window loses no text", async () => {
  const [handler, manager] = [await browser.newPage(), await browser.newPage()];
  await Promise.all([logIn(handler, "handler"), logIn(manager, "manager")]);
  await handler.goto(address("/handle?tab=accepted"));
  await handler.locator(".row-link").first().click();
  const number = new URL(handler.url()).pathname.split("/").pop();
  await handler.locator("textarea[name=body]").fill("쓰고 있는 답변입니다.");
  await handler.locator("[data-draft-saved]", { hasText: "저장됨" }).waitFor();
  await manager.goto(address(`/complaints/${number}?from=complaints`));
  await manager.getByText(/다른 사람이 작성 중입니다: /).waitFor();
  await screenshot(manager, "desk-presence");
  await assertUsable(manager);

  const second = await handler.context().newPage();
  await second.goto(address(`/complaints/${number}?from=handle`));
  await second.locator("textarea[name=body]").fill("둘째 창에서 고친 답변입니다.");
  await second.locator("[data-draft-saved]", { hasText: "저장됨" }).waitFor();
  await second.waitForResponse((answer) => answer.url().endsWith("/draft") && answer.ok());
  await handler.locator("textarea[name=body]").fill("첫째 창에서 이어 쓴 답변입니다.");
  const clash = handler.locator(".draft-clash");
  await clash.waitFor();
  assert.match(await clash.innerText(), /둘째 창에서 고친 답변입니다/);
  assert.match(await handler.locator("textarea[name=body]").inputValue(), /첫째 창에서 이어 쓴/);
  await screenshot(handler, "desk-clash");
  const settled = handler.waitForResponse((answer) => answer.url().endsWith("/draft") && answer.ok());
  await clash.getByRole("button", { name: "내 글로 저장" }).click();
  await clash.waitFor({ state: "detached" });
  await settled;
});

test("who presses 임시 저장 while the text is being saved meets no other window", async () => {
  const handler = await browser.newPage();
  await logIn(handler, "handler");
  await handler.goto(address("/handle?tab=accepted"));
  await handler.locator(".row-link").nth(1).click();
  let release;
  const held = new Promise((resolve) => { release = resolve; });
  // The save has been done on the server, and its answer is long on the way.
  await handler.route("**/draft", async (route) => {
    if (!new URL(route.request().url()).pathname.endsWith("/draft") || route.request().isNavigationRequest()) return route.continue();
    const answer = await route.fetch();
    await held;
    await route.fulfill({ response: answer });
  });
  const saving = handler.waitForRequest((request) => /\/complaints\/\d+\/draft$/.test(request.url()));
  await handler.locator("textarea[name=body]").fill("먼저 저장되는 글입니다.");
  await saving;
  await handler.locator("textarea[name=body]").fill("먼저 저장되는 글입니다. 뒤에 이어 쓴 글입니다.");
  const page = handler.waitForResponse((answer) => answer.request().isNavigationRequest());
  await handler.getByRole("button", { name: "임시 저장", exact: true }).click();
  release();
  assert.equal((await page).status(), 200);
  await handler.getByText("작성하던 답변을 저장했습니다").first().waitFor();
  assert.match(await handler.locator("textarea[name=body]").inputValue(), /뒤에 이어 쓴 글입니다/);
});

test("what is typed elsewhere survives a closed window", async () => {
  const first = await browser.newPage();
  await logIn(first, "manager");
  await first.goto(address("/assign"));
  await first.locator(".row-link").first().click();
  await first.locator("#act-request-reassignment summary").first().click();
  await first.locator("#act-request-reassignment textarea[name=explanation]").fill("닫아도 남는 글");
  const at = first.url();
  const lying = await first.waitForFunction(() => Object.values({ ...localStorage }).find((text) => text.includes('"shut"')));
  assert.doesNotMatch(await lying.jsonValue(), /닫아도|explanation/, "what lies on the disk is sealed");
  await first.close({ runBeforeUnload: false });
  const again = await first.context().newPage();
  await again.goto(at);
  await again.getByText("쓰던 내용을 되살렸습니다.").waitFor();
  assert.equal((await again.locator("#act-request-reassignment textarea[name=explanation]").inputValue()).trim(), "닫아도 남는 글");
});

test("a search is kept under a name, opens first, and shows the chosen columns", async () => {
  const page = await browser.newPage();
  await logIn(page, "agency");
  await page.goto(address("/complaints?overdue=on&sort=due"));
  await page.getByText("이 조건을 저장").click();
  await page.locator("#saved-name").fill("지난 것부터");
  await page.getByRole("button", { name: "지금 조건 저장" }).click();
  await page.getByText("'지난 것부터' 조회를 저장했습니다.").waitFor();
  await page.getByRole("button", { name: "기본으로" }).first().click();
  await page.locator("#column-1").selectOption("due");
  await page.locator("#column-9").selectOption("rating");
  const taken = await page.locator("#column-7").inputValue();
  assert.equal(taken, "due", "the due date stood seventh");
  await page.locator("#column-7").selectOption("number");
  await page.getByRole("button", { name: "표시 항목 저장" }).click();
  await page.waitForURL(/overdue=on/);
  const heads = await page.locator("thead th").allInnerTexts();
  assert.ok(heads.some((head) => head.includes("만족도")), heads.join());
  assert.ok(heads.findIndex((head) => head.includes("처리기한")) < heads.findIndex((head) => head.includes("제목")));
  await screenshot(page, "desk-saved-search");
  await assertUsable(page);
  await page.goto(address("/complaints/view"));
  await page.getByRole("button", { name: "기본 해제" }).click();
  await page.getByText("기본 조회를 해제했습니다.").waitFor();
});

test("lists and complaints can be gone through with keys alone", async () => {
  const page = await browser.newPage();
  await logIn(page, "manager");
  await page.goto(address("/assign"));
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  assert.equal(await page.locator("tbody .select-cell input:checked").count(), 1);
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "단축키" }).waitFor();
  await screenshot(page, "desk-keys");
  await page.keyboard.press("Escape");
  const hrefs = await page.locator(".row-link").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  assert.ok(await page.evaluate(() => document.activeElement.matches("tbody input[type=checkbox]")), "among ticked rows");
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => hrefs[1].startsWith(url.pathname));
  await page.goto(address("/assign"));
  await page.locator(".row-link").first().focus();
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => hrefs[0].startsWith(url.pathname));
  await page.keyboard.press("]");
  await page.waitForURL((url) => hrefs[1].startsWith(url.pathname));
  await page.keyboard.press("[");
  await page.waitForURL((url) => hrefs[0].startsWith(url.pathname));
  await page.keyboard.press("a");
  assert.ok(await page.evaluate(() => document.querySelector("#acts").contains(document.activeElement)));
  await page.keyboard.press("/");
  assert.ok(await page.evaluate(() => document.activeElement.matches("[data-search]")));
  await page.goto(address("/me"));
  await page.locator("#keys-section input[name=on]").uncheck();
  await page.locator("#keys-section").getByRole("button", { name: "저장" }).click();
  await page.getByText("단축키를 껐습니다.").waitFor();
  await page.goto(address("/assign"));
  await page.keyboard.press("j");
  assert.ok(await page.evaluate(() => !document.activeElement.closest("[data-row]")));
  await page.goto(address("/me"));
  await page.getByRole("button", { name: "처음 설정으로" }).click();
});

test("a phrase goes in at the caret", async () => {
  const page = await browser.newPage();
  await logIn(page, "handler");
  await page.goto(address("/handle?tab=accepted"));
  await page.locator(".row-link").first().click();
  const panel = page.locator("#act-interim-answer");
  await panel.locator("summary").first().click();
  await panel.locator("textarea[name=text]").fill("앞뒤");
  await panel.locator("textarea[name=text]").evaluate((area) => area.setSelectionRange(1, 1));
  await panel.getByText("자주 쓰는 문구").click();
  await panel.locator("select[name=phrase]").selectOption({ label: "현장 확인 예정" });
  await panel.getByRole("button", { name: "문구 넣기" }).click();
  assert.match(await panel.locator("textarea[name=text]").inputValue(), /^\n?앞현장을 확인한 뒤 .*뒤$/);
  await screenshot(page, "desk-phrases");
  await assertUsable(page);
});

test("the tour leads over the real screens and checks what was done", async () => {
  const page = await browser.newPage();
  await logIn(page, "manager");
  await page.goto(address("/tour"));
  await page.getByRole("button", { name: /연습 시작|처음부터 다시/ }).click();
  await page.goto(address("/assign"));
  const bar = page.locator(".tour-bar");
  await bar.getByText("'목록' 탭에서 분배할 민원현황 조회").waitFor();
  assert.ok((await page.locator(".tour-here").count()) > 0);
  await screenshot(page, "desk-tour");
  await assertUsable(page);
  await bar.getByRole("button", { name: "했습니다" }).click();
  await bar.getByText("분배 대상 민원 선택").waitFor();
  await page.locator("tbody .select-cell input").first().click();
  await bar.getByRole("link", { name: "다음 단계" }).click();
  await bar.getByText("'상세' 탭을 클릭하여 화면 이동").waitFor();
  await page.locator(".row-link").first().click();
  await bar.getByText("1 재지정 요청").waitFor();
  for (const _ of ["reassignment", "cooperation", "transfer", "close", "interim"]) {
    const step = await bar.getAttribute("data-tour-step");
    await bar.getByRole("button", { name: "건너뛰기" }).click();
    await page.waitForFunction((old) => document.querySelector(".tour-bar").dataset.tourStep !== old, step);
  }
  await bar.getByText("2 처리부서 등록").waitFor();
  await bar.getByRole("button", { name: "했습니다" }).click();
  await page.getByText("아직 확인되지 않았습니다.").waitFor();
  await page.locator("#act-assign select[name=handler]").selectOption({ index: 1 });
  await page.locator("#act-assign").getByRole("button", { name: "저장" }).click();
  await bar.getByText("부서의 민원 현황을 조회").waitFor();
  await page.goto(address("/tour"));
  await screenshot(page, "desk-tour-page");
  await page.getByRole("button", { name: "연습 멈추기" }).first().click();
});

for (const [login, paths] of PAGES) {
  for (const size of SIZES) {
    test(`${login}'s own pages are usable at ${size.width}`, async () => {
      const page = await browser.newPage(size);
      await logIn(page, login);
      for (const path of paths) {
        const answer = await page.goto(address(path));
        assert.equal(answer.status(), 200, path);
        await screenshot(page, `everyday-${login}${path.replace(/[^a-z]+/g, "-").replace(/-$/, "")}`);
        await assertUsable(page);
      }
    });
  }
}
