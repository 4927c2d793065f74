// 민원 운영: an administrator keeps the books, and officers and citizens meet the effect.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertUsable } from "../lib/axe.mjs";
import { SIZES, openBrowser } from "../lib/browser.mjs";
import { address, logIn, screenshot } from "../lib/desk.mjs";

const PAGES = [
  "/organisation",
  "/holidays",
  "/codes",
  "/codes?tab=tasks",
  "/templates",
  "/templates/new",
  "/notice-texts",
  "/notice-texts/received/citizen/mail",
  "/notices",
  "/access-log",
  "/access-log/months",
  "/outages",
];

let browser;

before(async () => {
  browser = await openBrowser();
});

after(() => browser?.close());

/** Logged in, on a page of its own. */
async function at(login, size = SIZES[0], options = {}) {
  const page = await browser.newPage(size, options);
  await logIn(page, login);
  return page;
}

/** A number from the handler's own desk. */
async function someNumber(page, path = "/handle?tab=accepted") {
  await page.goto(address(path));
  return (await page.locator(".case-number").first().innerText()).trim();
}

for (const size of SIZES) {
  test(`every page of the administration can be used at ${size.width}`, async () => {
    const page = await at("admin", size);
    for (const path of PAGES) {
      const answer = await page.goto(address(path));
      assert.equal(answer.status(), 200, path);
      await screenshot(page, `admin${path.replace(/[^a-z]+/g, "-").replace(/-$/, "")}`);
      await assertUsable(page);
    }
    const receiver = await at("receiver", size);
    assert.equal((await receiver.goto(address("/receive/paper"))).status(), 200);
    await screenshot(receiver, "admin-paper");
    await assertUsable(receiver);
    const auditor = await at("auditor", size);
    await auditor.goto(address("/access-log/months"));
    await auditor.locator("a.row-link").first().click();
    await auditor.getByText("눈에 띄는 기록").waitFor();
    await screenshot(auditor, "admin-month");
    await assertUsable(auditor);
    const inspector = await at("inspector", size);
    assert.equal((await inspector.goto(address("/access-log"))).status(), 404, "one agency's inspector");
  });
}

test("a day is designated after a look at what it moves, and withdrawn again, without JavaScript", async () => {
  const page = await at("admin", SIZES[0], { javaScriptEnabled: false });
  await page.goto(address("/holidays"));
  await page.locator("input[name=date]").fill("2026-11-24");
  await page.locator("#designate input[name=name]").fill("임시공휴일");
  await page.locator("input[name=source]").fill("국무회의 의결 2026. 11. 19.");
  await page.getByRole("button", { name: "영향 미리보기" }).click();
  await page.getByRole("button", { name: "공휴일 지정 확정" }).waitFor();
  const told = await page.locator("#moving").innerText();
  assert.match(told, /처리기한이 바뀌는 민원: [1-9]\d*건/);
  await screenshot(page, "admin-holiday-preview");
  await page.getByRole("button", { name: "공휴일 지정 확정" }).click();
  await page.getByText("공휴일을 지정했습니다").waitFor();
  await screenshot(page, "admin-holiday-designated");
  await page.goto(address("/holidays/preview?withdraw=2026-11-24"));
  await page.getByRole("button", { name: "지정 취소 확정" }).click();
  await page.getByText("지정을 취소했습니다").waitFor();
});

test("an outage is seen by a citizen until it ends, and papers are entered afterwards", async () => {
  const admin = await at("admin");
  await admin.goto(address("/outages"));
  const from = await admin.locator("input[name=from]").inputValue();
  await admin.locator("input[name=reason]").fill("전산실 정전");
  await admin.getByRole("button", { name: "장애 선언" }).click();
  await admin.getByText("장애를 선언했습니다").waitFor();
  await screenshot(admin, "admin-outage-on");
  await assertUsable(admin);

  const citizen = await browser.newPage(SIZES[2]);
  await citizen.goto(address("/apply"));
  await citizen.getByText("시스템 장애 안내").waitFor();
  await screenshot(citizen, "admin-outage-citizen");
  await assertUsable(citizen);
  await citizen.goto(address("/citizen?lang=en"));
  await citizen.getByText("Service disruption").waitFor();

  // The demo's clock stands until it is moved.
  const later = (minutes) => new Date(Date.parse(`${from}:00Z`) + minutes * 60_000).toISOString().slice(0, 16);
  await admin.goto(address("/outages"));
  await admin.locator("#demo-now").fill(later(30));
  await admin.getByRole("button", { name: "옮기기" }).click();
  await admin.goto(address("/outages"));
  await admin.getByRole("button", { name: "종료 미리보기" }).click();
  await admin.getByRole("button", { name: "장애 종료 확정" }).waitFor();
  await screenshot(admin, "admin-outage-preview");
  await assertUsable(admin);
  await admin.getByRole("button", { name: "장애 종료 확정" }).click();
  await admin.getByText("장애를 종료했습니다").waitFor();
  await citizen.goto(address("/citizen"));
  assert.equal(await citizen.getByText("시스템 장애 안내").count(), 0);

  const receiver = await at("receiver");
  await receiver.goto(address("/receive/paper"));
  await receiver.locator("#outage").selectOption({ index: 1 });
  await receiver.locator("select[name=channel]").selectOption("counter");
  await receiver.locator("input[name=filed_at]").fill(later(5));
  await receiver.locator("input[name=received_at]").fill(later(10));
  await receiver.locator("select[name=kind]").selectOption("grievance");
  await receiver.locator("input[name=name]").fill("방문자");
  await receiver.locator("input[name=phone]").fill("010-0000-0000");
  await receiver.locator("input[name=title]").fill("장애 중에 창구에서 받은 민원");
  await receiver.locator("textarea[name=body]").fill("서면으로 신청하였습니다.");
  await receiver.getByRole("button", { name: "등록", exact: true }).click();
  await receiver.getByText("신청인에게 알려 줄 번호").waitFor();
  await receiver.getByRole("link", { name: "민원 보기" }).click();
  await receiver.getByText("장애 중 접수분 사후 등록 1건").waitFor();
  await screenshot(receiver, "admin-paper-entered");

  await receiver.goto(address("/receive/paper"));
  const csv = [
    "신청한 때,접수한 때,접수경로,민원종류,신청인,전화번호,제목,내용",
    `${later(12)},${later(13)},방문,고충민원,홍길동,010-0000-0001,CSV로 등록한 민원,내용입니다.`,
    `${later(-600)},${later(13)},방문,고충민원,홍길동,010-0000-0001,장애 밖의 민원,내용입니다.`,
  ].join("\n");
  await receiver.locator("#csv_outage").selectOption({ index: 1 });
  await receiver.locator("input[type=file]").setInputFiles({
    name: "paper.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(csv, "utf-8"),
  });
  await receiver.getByRole("button", { name: "파일 확인" }).click();
  await receiver.getByText("등록 가능").waitFor();
  await screenshot(receiver, "admin-paper-csv");
  await assertUsable(receiver);
  await receiver.getByRole("button", { name: "1건 등록" }).click();
  await receiver.getByText("장애 중 접수분 등록 결과").first().waitFor();
});

test("a template is kept by the administrator and used by a handler", async () => {
  const handler = await at("handler");
  const number = await someNumber(handler);
  const admin = await at("admin");
  await admin.goto(address("/templates/new"));
  const name = `여행 안내 ${Date.now() % 100_000}`;
  await admin.locator("input[name=name]").fill(name);
  await admin.locator("textarea[name=body]").fill("{접수번호}에 대하여 {담당자}가 알려 드립니다.");
  await admin.locator("input[name=number]").fill(number);
  await admin.getByRole("button", { name: "미리보기" }).click();
  await admin.getByText(`${number}에 대하여`).first().waitFor();
  await screenshot(admin, "admin-template-preview");
  await assertUsable(admin);
  await admin.getByRole("button", { name: "저장" }).click();
  await admin.getByText("답변 템플릿을 등록했습니다").waitFor();

  await handler.goto(address(`/complaints/${number}?from=handle`));
  const part = handler.locator("select[name=part]");
  if (!(await part.isVisible())) await handler.locator("summary", { hasText: "답변 작성" }).click();
  await part.selectOption({ label: name });
  await handler.getByRole("button", { name: "서식 넣기" }).click();
  const body = handler.locator("#answer-body");
  await body.waitFor();
  assert.match(await body.inputValue(), new RegExp(`${number}에 대하여`));
  await screenshot(handler, "admin-template-used");
});

test("a notice text is previewed on a real case with the name masked and the title hidden", async () => {
  const handler = await at("handler");
  const number = await someNumber(handler);
  const admin = await at("admin");
  await admin.goto(address("/notice-texts/received/citizen/mail"));
  await admin.locator("input[name=number]").fill(number);
  await admin.getByRole("button", { name: "미리보기" }).click();
  const told = admin.locator(".alert", { hasText: "미리보기" });
  await told.waitFor();
  const text = await told.innerText();
  assert.ok(text.includes(number) && text.includes("(민원 제목)"), text);
  await screenshot(admin, "admin-notice-preview");
  await assertUsable(admin);
});

test("a task of the handbook sets the period at receipt", async () => {
  const page = await at("receiver");
  await page.goto(address("/receive"));
  await page.locator("a.row-link").first().click();
  const task = page.locator("#receive-task");
  await task.waitFor({ state: "attached" });
  if (!(await task.isVisible())) await page.locator("summary", { hasText: "민원 접수" }).click();
  await task.selectOption({ index: 1 });
  await page.locator("#receive-kind").selectOption("statutory");
  await page.locator("#form-receive button[type=submit]").last().click();
  await page.getByText("접수했습니다").first().waitFor();
  await screenshot(page, "admin-task-received");
});

test("the log's chain is verified with a button", async () => {
  const page = await at("admin");
  await page.goto(address("/access-log"));
  await page.getByRole("button", { name: "무결성 확인" }).click();
  await page.getByText("기록이 온전합니다").waitFor();
  await screenshot(page, "admin-verified");
  await assertUsable(page);
});
