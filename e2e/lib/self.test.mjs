// The harness itself, against a small page of its own: would it notice?

import assert from "node:assert/strict";
import { readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { assertUsable, findings } from "./axe.mjs";
import { SIZES, openBrowser } from "./browser.mjs";
import { logIn, screenshot } from "./desk.mjs";

const CSP = "default-src 'none'; img-src 'self' data:; form-action 'self'";

const page = (body) => `<!doctype html><html lang="ko"><head><meta charset="utf-8"><title>시험</title>
<link rel="icon" href="data:,"><meta name="viewport" content="width=device-width"></head>
<body><main><h1>응답소 시험</h1>${body}</main></body></html>`;

const FORM = `<form method="post" action="/login">
<p><label>아이디 <input name="login" autocomplete="username"></label></p>
<p><label>비밀번호 <input name="password" type="password" autocomplete="current-password"></label></p>
<button>로그인</button></form>`;

const PAGES = {
  "/login": FORM,
  "/good": "<p>민원 한 건</p>",
  "/unlabelled": '<input name="x">',
  "/wide": '<pre>' + "넓다".repeat(400) + "</pre>",
  "/torn": '<img src="/gone.png" alt="없는 그림">',
  "/inline": "<script>document.title = '!'</script>",
};

let server, base, browser;

before(async () => {
  server = createServer(answer).listen(0, "127.0.0.1");
  await new Promise((ready) => server.once("listening", ready));
  base = `http://127.0.0.1:${server.address().port}`;
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  server?.close();
});

async function answer(request, response) {
  const headers = { "content-type": "text/html; charset=utf-8", "content-security-policy": CSP };
  if (request.method === "POST") {
    let sent = "";
    for await (const part of request) sent += part;
    const known = new URLSearchParams(sent).get("login") === "manager";
    return response.writeHead(303, { ...headers, location: known ? "/good" : "/login" }).end();
  }
  if (request.url === "/broken") return response.writeHead(500, headers).end(page("<p>고장</p>"));
  const body = PAGES[request.url];
  return response.writeHead(body ? 200 : 404, headers).end(page(body ?? "<p>없음</p>"));
}

async function visit(path, size, options) {
  const opened = await browser.newPage(size, options);
  await opened.goto(base + path);
  return opened;
}

for (const size of SIZES) {
  test(`a good page is found good and pictured at ${size.width}`, async () => {
    const good = await visit("/good", size);
    await assertUsable(good);
    const picture = await screenshot(good, "self");
    const png = await readFile(picture);
    assert.equal(png.readUInt32BE(16), size.width);
    await rm(picture);
  });
}

for (const scripts of [true, false]) {
  test(`a field without a label is noticed where the page's scripts ${scripts ? "run" : "do not run"}`, async () => {
    const opened = await visit("/unlabelled", SIZES[0], { javaScriptEnabled: scripts });
    for (let again = 0; again < 2; again += 1) {
      const found = await findings(opened);
      assert.ok(found.some((line) => line.startsWith("label ")), found.join("\n"));
      await opened.goto("about:blank");
      await opened.setContent("<title>still</title><script>document.title = 'ran'</script>");
      assert.equal(await opened.title(), scripts ? "ran" : "still");
      await opened.goto(`${base}/unlabelled`);
    }
  });
}

for (const [path, complaint] of [
  ["/wide", /scrolls sideways/],
  ["/inline", /trouble/],
  ["/torn", /trouble/],
  ["/broken", /trouble/],
]) {
  test(`${path} is noticed`, async () => {
    await assert.rejects(assertUsable(await visit(path, SIZES[2])), complaint);
  });
}

test("somebody logs in by the form", async () => {
  const desk = await browser.newPage();
  await logIn(desk, "manager", "secret", `${base}/login`);
  assert.equal(new URL(desk.url()).pathname, "/good");
});
