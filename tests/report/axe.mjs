// Holds the report against axe-core, with every section of it open. Contrast needs a browser; `tests/src/report.rs` checks it.
// usage: node axe.mjs FOLDER_OF_NODE_MODULES REPORT.html...
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";

const [modules, ...reports] = process.argv.slice(2);
const require = createRequire(resolve(modules, "index.js"));
const { JSDOM } = require("jsdom");
const axe = readFileSync(require.resolve("axe-core"), "utf8");

let found = 0;
for (const report of reports) {
  const { window } = new JSDOM(readFileSync(report, "utf8"), { runScripts: "outside-only", pretendToBeVisual: true });
  for (const section of window.document.querySelectorAll("details")) section.open = true;
  window.eval(axe);
  const { violations } = await window.axe.run(window.document, { rules: { "color-contrast": { enabled: false } } });
  for (const { id, help, nodes } of violations) {
    found += nodes.length;
    console.log(`${report}: ${id}: ${help}: ${nodes.length} times, first ${nodes[0].html.slice(0, 150)}`);
  }
}
process.exit(found === 0 ? 0 : 1);
