// What a machine can find out about whether everybody can use a page.

import assert from "node:assert/strict";
import axe from "axe-core";

// WCAG 2.2 A and AA, which KWCAG 2.2 follows, and axe's own good manners.
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];

/** What axe finds on a page: a line for each place. */
export async function findings(page) {
  // Axe is a script: it may run where those of the page, which were not run when it came, still are not.
  await page.runScripts?.(true);
  try {
    return await found(page);
  } finally {
    await page.runScripts?.(false);
  }
}

async function found(page) {
  // Through the debugger, not as a script element: the page keeps its CSP while it is looked at.
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(
    (tags) => globalThis.axe.run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] }),
    RULES,
  );
  return violations.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id} (${rule.impact}): ${rule.help}: ${node.html.slice(0, 160)}`),
  );
}

/** Nothing to find, nothing wider than the screen, no trouble so far. */
export async function assertUsable(page) {
  const where = `${page.url()} at ${page.viewportSize().width}`;
  const found = await findings(page);
  assert.deepEqual(found, [], `axe on ${where}:\n${found.join("\n")}`);
  const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(tooWide <= 0, `${where} scrolls sideways by ${tooWide} px`);
  assert.deepEqual(page.troubles, [], `trouble on ${where}:\n${page.troubles.join("\n")}`);
}
