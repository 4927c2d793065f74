// 사용자 관리, 권한, 대직, 인사 연계: managers look after their people, and everybody hears of it.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertUsable } from "../lib/axe.mjs";
import { SIZES, openBrowser } from "../lib/browser.mjs";
import { address, logIn, screenshot } from "../lib/desk.mjs";

const PAGES = [
  ["manager", ["/users", "/users/new", "/grants"]],
  ["agency", ["/users?origin=by-hand", "/grants"]],
  ["admin", ["/users", "/grants", "/staff-feed"]],
];

let browser;

before(async () => {
  browser = await openBrowser();
});

after(() => browser?.close());

for (const [login, paths] of PAGES) {
  for (const size of SIZES) {
    test(`${login} can use the pages about people at ${size.width}`, async () => {
      const page = await browser.newPage(size);
      await logIn(page, login);
      for (const path of paths) {
        const answer = await page.goto(address(path));
        assert.equal(answer.status(), 200, path);
        await screenshot(page, `people-${login}${path.replace(/[^a-z]+/g, "-").replace(/-$/, "")}`);
        await assertUsable(page);
      }
      if (login === "manager") {
        await page.goto(address("/users?name=당직"));
        await page.getByRole("link", { name: /당직실/ }).first().click();
        await screenshot(page, "people-detail");
        await assertUsable(page);
      }
    });
  }
}

test("a manager registers somebody by hand, who must change the password at the first log-in", async () => {
  const page = await browser.newPage();
  await logIn(page, "manager");
  await page.goto(address("/users/new"));
  const login = `night${Date.now() % 1_000_000}`;
  for (const [name, value] of [
    ["login", login], ["name", "당직실"], ["title", "당직"], ["email", `${login}@seoul.example`], ["phone", "02-0000-9998"],
  ]) {
    await page.locator(`form.form [name=${name}]`).fill(value);
  }
  await page.locator("textarea[name=duty]").fill("야간 당직");
  await page.getByRole("button", { name: "등록" }).click();
  await page.locator("#one-time-password").waitFor();
  await screenshot(page, "people-once");
  await page.getByRole("link", { name: "사용자 상세로" }).click();
  await page.getByRole("button", { name: "비밀번호 초기화" }).click();
  const password = await page.locator("#one-time-password").innerText();

  const other = await browser.newPage();
  await logIn(other, login, password);
  await other.goto(address("/handle"));
  assert.equal(new URL(other.url()).pathname, "/me/password");
  await other.locator("input[name=current]").fill(password);
  await other.locator("input[name=password]").fill("가을하늘-2026-맑음");
  await other.locator("input[name=again]").fill("가을하늘-2026-맑음");
  await other.getByRole("button", { name: "변경" }).click();
  await other.goto(address("/handle"));
  assert.equal(new URL(other.url()).pathname, "/handle");

  // Whether its owner could be told of both is the administrator's to see, and no manager's.
  await page.goto(address(`/users?login=${login}`));
  await page.getByRole("link", { name: /당직실/ }).first().click();
  await page.getByRole("heading", { name: "사용자정보 수정" }).waitFor();
  assert.equal(await page.locator("#account-notices").count(), 0);
  const chief = await browser.newPage();
  await logIn(chief, "admin");
  await chief.goto(page.url());
  for (const change of ["비밀번호 초기화", "비밀번호 변경"]) {
    await chief.locator("#account-notices").getByRole("rowheader", { name: change }).waitFor();
  }
  for (const size of SIZES) {
    await chief.setViewportSize(size);
    await screenshot(chief, "people-account-notices");
    await assertUsable(chief);
  }
});

test("the stand-in of the demo finds the list to hand back", async () => {
  const page = await browser.newPage();
  await logIn(page, "handler2");
  await page.goto(address("/me"));
  await page.getByRole("link", { name: "인계 목록" }).first().click();
  await page.getByRole("heading", { name: "대직 종료 인계 목록" }).waitFor();
  await screenshot(page, "people-hand-back");
  await assertUsable(page);
});

test("a handler asks to manage the department, the agency manager grants it, the handler hears of it", async () => {
  const page = await browser.newPage();
  await logIn(page, "handler");
  await page.goto(address("/grants"));
  const reason = page.locator("#ask textarea[name=reason]");
  if (await reason.count()) {
    await reason.fill("주무팀장으로 발령받았습니다.");
    await page.getByRole("button", { name: "권한 요청" }).click();
    await page.getByText("요청했습니다").first().waitFor();
  }
  const agency = await browser.newPage();
  await logIn(agency, "agency");
  await agency.goto(address("/grants"));
  const decision = agency.locator("details.confirm").last();
  await decision.locator("summary").click();
  await decision.locator("textarea[name=answer]").fill("확인했습니다.");
  await decision.getByRole("button", { name: "권한 부여" }).click();
  await agency.getByText("결정하고 요청한 직원에게 알렸습니다").waitFor();
  await page.goto(address("/"));
  await page.getByText("권한 요청이 부여되었습니다").waitFor();
});

test("the administrator sees what a feed would do before it is done", async () => {
  const page = await browser.newPage();
  await logIn(page, "admin");
  await page.goto(address("/staff-feed"));
  await page.getByRole("button", { name: "연계 시스템에서 가져오기" }).click();
  await page.getByRole("heading", { name: "인사 연계 미리 보기" }).waitFor();
  await screenshot(page, "people-dry-run");
  await assertUsable(page);
  await page.getByRole("button", { name: "반영", exact: true }).click();
  await page.getByText("인사 자료를 반영했습니다").waitFor();
  await screenshot(page, "people-fed");
});
