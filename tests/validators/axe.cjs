// Every page named on standard input, as axe-core finds it: node axe.cjs FOLDER BROWSER
"use strict";
const fs = require("node:fs");
const os = require("node:os");
const { pathToFileURL } = require("node:url");

const [folder, executablePath] = process.argv.slice(2);
const from = { paths: [folder] };
const { chromium } = require(require.resolve("playwright-core", from));
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js", from), "utf8");
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

async function findings(context, file) {
  const page = await context.newPage();
  const asked = [];
  page.on("request", (each) => asked.push(each.url()));
  await page.goto(pathToFileURL(file).href);
  await page.addScriptTag({ content: axe });
  const violations = await page.evaluate(async (tags) => {
    const result = await axe.run({ runOnly: tags, resultTypes: ["violations"] });
    return result.violations;
  }, rules);
  await page.close();
  const found = violations.flatMap((rule) =>
    rule.nodes.map((node) => ({
      file, rule: rule.id, help: rule.help, target: node.target.join(" "), html: node.html,
    })));
  const out = asked.filter((url) => !/^(file|data|about|blob):/.test(url));
  return found.concat(out.map((url) => ({
    file, rule: "network", help: "asks the network", target: "page", html: url,
  })));
}

async function main() {
  const files = JSON.parse(fs.readFileSync(0, "utf8"));
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  const context = await browser.newContext({ offline: true });
  const found = [];
  const next = files[Symbol.iterator]();
  await Promise.all(Array.from({ length: os.cpus().length }, async () => {
    for (const file of next) found.push(...await findings(context, file));
  }));
  await browser.close();
  process.stdout.write(JSON.stringify(found));
}

main().catch((wrong) => { console.error(wrong); process.exit(1); });
