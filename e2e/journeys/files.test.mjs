// Attachments: a citizen sends a photograph in English, it is scanned, an officer opens it, an answer carries a paper.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { deflateSync } from "node:zlib";
import { assertUsable } from "../lib/axe.mjs";
import { SIZES, openBrowser } from "../lib/browser.mjs";
import { address, logIn, screenshot } from "../lib/desk.mjs";

const [DESK, , TELEPHONE] = SIZES;

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

/** A PNG of one colour. */
function png(width, height) {
  const crcTable = Array.from({ length: 256 }, (_, n) => Array.from({ length: 8 }).reduce((c) => (c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1), n));
  const crc = (bytes) => ~bytes.reduce((c, b) => crcTable[(c ^ b) & 255] ^ (c >>> 8), ~0) >>> 0;
  const chunk = (type, data) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc(body));
    return Buffer.concat([length, body, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const row = Buffer.concat([Buffer.from([0]), Buffer.from(Array.from({ length: width }, () => [90, 130, 200]).flat())]);
  const data = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)));
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), chunk("IHDR", head), chunk("IDAT", data), chunk("IEND", Buffer.alloc(0))]);
}

const PHOTO = { name: "site photo.png", mimeType: "image/png", buffer: png(640, 420) };
const PDF = { name: "sketch.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4\n%%EOF") };
const PROGRAM = { name: "setup.exe", mimeType: "application/octet-stream", buffer: Buffer.from("MZ") };

/** Fills the first step in English. */
async function write(page) {
  await page.goto(address("/apply?lang=en"));
  await page.locator("#title").fill("가로등이 꺼져 있습니다 (street lamp is out)");
  await page.locator("#body").fill("It has been dark for four days.");
  await page.locator("#place").fill("송파구 방이동");
}

/** Sends it; number and secret. */
async function send(page) {
  await press(page, "Next");
  await page.locator("#name").fill("Sol Kim");
  await page.locator("#phone").fill("010-1234-5678");
  await page.locator("#agree").check();
  await press(page, "Next");
  await seen(page, "files-check-en");
  await press(page, "Send");
  await page.waitForURL((url) => url.pathname === "/apply/done");
  return page.locator("#application-number").innerText();
}

for (const size of SIZES) {
  test(`a wrong file is named, a right one is kept, and nothing typed is lost at ${size.width}`, async () => {
    const page = await browser.newPage(size);
    await write(page);
    await page.locator("#files").setInputFiles([PHOTO, PROGRAM]);
    await press(page, "Upload files");
    await page.locator(".error-summary").getByText("setup.exe").waitFor();
    await page.getByText("site photo.png").first().waitFor();
    assert.equal(await page.locator("#body").inputValue(), "It has been dark for four days.");
    await seen(page, "files-apply-wrong-en");
    await page.getByRole("button", { name: "Remove site photo.png" }).click();
    await page.waitForLoadState("load");
    assert.equal(await page.getByRole("button", { name: "Remove site photo.png" }).count(), 0);
    assert.equal(await page.locator("#body").inputValue(), "It has been dark for four days.");
  });
}

test("what the petitioner sent is scanned and opened by the receiver", async () => {
  const page = await browser.newPage(TELEPHONE, { locale: "en-GB" });
  await write(page);
  await page.locator("#files").setInputFiles([PHOTO, PDF]);
  const number = await send(page);
  await page.getByRole("link", { name: "See my complaint" }).click();
  await page.locator("#files").getByText("site photo.png").first().waitFor();
  await seen(page, "files-petition-en");

  const officer = await browser.newPage(DESK);
  await logIn(officer, "receiver");
  await officer.goto(address(`/complaints/${number}`));
  const files = officer.locator("#files");
  await files.getByText("신청 첨부파일").waitFor();
  // The scan comes within seconds.
  for (let tries = 0; tries < 20 && !(await files.getByText("안전").count()); tries += 1) {
    await officer.waitForTimeout(500);
    await officer.reload();
  }
  assert.equal(await files.getByText("안전", { exact: true }).count(), 2);
  const preview = files.locator("img").first();
  assert.ok(await preview.evaluate((img) => img.complete && img.naturalWidth > 0), "the small picture is shown");
  const href = await files.getByRole("link", { name: "site photo.png", exact: true }).getAttribute("href");
  const answer = await officer.request.get(address(href));
  assert.equal(answer.status(), 200);
  assert.match(answer.headers()["content-disposition"], /^attachment; /);
  assert.match(answer.headers()["content-security-policy"], /sandbox/);
  for (const size of SIZES) {
    const view = await browser.newPage(size);
    await logIn(view, "receiver");
    await view.goto(address(`/complaints/${number}`));
    await seen(view, "files-case");
  }
  const stranger = await browser.newPage(DESK);
  await logIn(stranger, "handler");
  assert.equal((await stranger.request.get(address(href))).status(), 404);
});

test("a receiver registers papers from the counter", async () => {
  const page = await browser.newPage(DESK);
  await logIn(page, "receiver");
  await page.goto(address("/receive/new"));
  await page.locator("input[name=channel][value=counter]").check();
  await page.locator("#name").fill("박시민");
  await page.locator("#phone").fill("010-1234-5678");
  await page.locator("#title").fill("보도블록이 내려앉았습니다");
  await page.locator("#body").fill("방이동 백제고분로 앞입니다.");
  await page.locator("#files").setInputFiles([PHOTO]);
  await press(page, "파일 올리기");
  await page.getByText("site photo.png").first().waitFor();
  await seen(page, "files-register");
  await press(page, "등록");
  await page.getByText("신청인에게 건네줄 번호").waitFor();
});

test("a handler puts a paper beside the answer without losing the text", async () => {
  const page = await browser.newPage(DESK);
  await logIn(page, "handler");
  await page.goto(address("/handle?tab=accepted"));
  await page.locator("table tbody a").first().click();
  await page.waitForLoadState("load");
  const editor = page.locator("#act-answer");
  if (!(await editor.locator("textarea[name=body]").isVisible())) await editor.locator("summary").first().click();
  await editor.locator("textarea[name=body]").fill("현장을 확인하고 보수하였습니다.");
  await editor.locator("input[type=file]").setInputFiles([PDF]);
  await Promise.all([page.waitForLoadState("load"), editor.getByRole("button", { name: "파일 올리기" }).click()]);
  await page.locator("#act-answer").getByText("sketch.pdf").first().waitFor();
  assert.equal(await page.locator("#act-answer textarea[name=body]").inputValue(), "현장을 확인하고 보수하였습니다.");
  await seen(page, "files-editor");
  await page.locator("#act-answer").getByRole("button", { name: "sketch.pdf 지우기" }).click();
  await page.waitForLoadState("load");
});

test("before it is sent, answers to the same question are shown", async () => {
  const page = await browser.newPage(TELEPHONE);
  await page.goto(address("/answers"));
  const title = (await page.locator(".published a").first().innerText()).trim();
  await page.goto(address("/apply"));
  await page.locator("#title").fill(title);
  await page.locator("#body").fill("같은 내용을 여쭙니다.");
  await press(page, "다음");
  await page.locator("#name").fill("박시민");
  await page.locator("#phone").fill("010-1234-5678");
  await page.locator("#agree").check();
  await press(page, "다음");
  await page.locator("#alike").getByText(title).first().waitFor();
  await seen(page, "apply-alike");
});
