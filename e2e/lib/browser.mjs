// Chromium as the journeys use it: three widths, Korean, Seoul, and an ear for trouble.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

/** A desk, a tablet lying down, a telephone. */
export const SIZES = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
];

const FLAGS = [
  "--headless",
  // As root, in a container or in CI, Chromium has no sandbox of its own; it visits only our own server.
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  // Without these it calls its maker at every start, and waits where the network is closed.
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // Containers have a small /dev/shm.
  "--disable-dev-shm-usage",
];

/** One browser with an empty profile, for the tests of one file. */
export async function openBrowser() {
  const profile = await mkdtemp(join(tmpdir(), "eungdapso-chromium-"));
  const browser = await chromium.launch({
    executablePath: process.env.EUNGDAPSO_CHROMIUM ?? "/usr/bin/chromium",
    args: FLAGS,
    env: { ...process.env, TMPDIR: profile },
  });
  return {
    /** A page of a person who has never been here, at one of the sizes. */
    async newPage(size = SIZES[0], { javaScriptEnabled = true, ...options } = {}) {
      const context = await browser.newContext({
        viewport: size,
        locale: "ko-KR",
        timezoneId: "Asia/Seoul",
        reducedMotion: "reduce",
        ...options,
      });
      const page = await context.newPage();
      // Everything is on this machine: what has not come after ten seconds does not come.
      page.setDefaultTimeout(10_000);
      page.troubles = listen(page);
      if (!javaScriptEnabled) {
        // Not by the context's own option, which could not be taken back for axe.
        const debug = await context.newCDPSession(page);
        page.runScripts = (run) => debug.send("Emulation.setScriptExecutionDisabled", { value: !run });
        await page.runScripts(false);
      }
      return page;
    },
    async close() {
      await browser.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}

/**
 * What no page may do: throw, write an error to the console (a breach of the CSP is one), answer 5xx,
 * name a file that is not there.
 */
function listen(page) {
  const troubles = [];
  page.on("pageerror", (error) => troubles.push(`script: ${error.message}`));
  page.on("console", (message) => {
    // A refused form is a 4xx on purpose, and Chromium writes each of them to the console.
    const refused = /status of 4\d\d/.test(message.text());
    if (message.type() === "error" && !refused) troubles.push(`console: ${message.text()}`);
  });
  page.on("response", (response) => {
    // A page may refuse; a style sheet, a font or a picture has to be there.
    const part = ["stylesheet", "script", "font", "image"].includes(response.request().resourceType());
    const missing = part && response.status() >= 400;
    if (response.status() >= 500 || missing) troubles.push(`${response.status()}: ${response.url()}`);
  });
  return troubles;
}
