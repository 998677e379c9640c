// Writes what the runner reads of the npm package: its scenarios, and its APIs as OpenAPI documents.
//
//     node prepare.mjs <folder with node_modules> <folder for the results> <OpenAPI version> [--scenarios-only]
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";

const [npm, out, version, only] = process.argv.slice(2);
const root = resolve(npm, "node_modules/@typespec/http-specs");
const base = "http://127.0.0.1:3055";

/** All files of that name below a folder, sorted. */
function find(folder, name) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.name === name)
    .map((entry) => join(entry.parentPath, name))
    .sort();
}

/** The group of a scenario: its folder in the package. */
const group = (folder, file) => relative(folder, dirname(file)).split(sep).join("_");

/** A body as data: text, or base64 where it is binary; a body with the server's address in it is resolved. */
function body(value) {
  if (value === undefined) return undefined;
  if (value.kind === "multipart") {
    const files = (value.files ?? []).map((file) => ({
      field: file.fieldname, name: file.originalname, type: file.mimetype, base64: file.buffer.toString("base64"),
    }));
    return { contentType: value.contentType, parts: value.parts ?? {}, files };
  }
  let raw = value.rawContent;
  if (raw && typeof raw === "object" && typeof raw.serialize === "function") raw = raw.serialize({ baseUrl: base });
  if (typeof raw === "function") raw = raw({ baseUrl: base });
  if (raw === undefined) return undefined;
  return Buffer.isBuffer(raw)
    ? { contentType: value.contentType, base64: raw.toString("base64") }
    : { contentType: value.contentType, text: String(raw) };
}

/** Header and query values; a matcher (a value that may be written in several ways) stands for its example. */
function plain(values) {
  if (values === undefined) return undefined;
  const show = (value) => (typeof value?.serialize === "function" ? value.serialize({ baseUrl: base }) : value);
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, show(value)]));
}

async function scenarios() {
  const folder = join(root, "dist/specs");
  const found = [];
  for (const file of find(folder, "mockapi.js")) {
    const module = await import(pathToFileURL(file).href);
    for (const [scenario, value] of Object.entries(module.Scenarios ?? {})) {
      found.push({
        scenario,
        group: group(folder, file),
        code: value.code,
        keys: value.keys,
        calls: value.apis.map((api) => ({
          method: api.method,
          uri: api.uri,
          request: {
            path: plain(api.request?.pathParams),
            query: plain(api.request?.query),
            headers: plain(api.request?.headers),
            body: body(api.request?.body),
          },
          response: { status: api.response.status, headers: plain(api.response.headers), body: body(api.response.body) },
        })),
      });
    }
  }
  writeFileSync(join(out, "scenarios.json"), JSON.stringify(found, null, 1));
  return found.length;
}

/**
 * What has to change in the installed files for three of the documents to be compiled at all: OpenAPI has neither
 * ranges of a few status codes nor paths with a query, and the emitter takes `Object.prototype.constructor` for the
 * examples of a parameter named `constructor`.
 */
const patches = [
  ["@typespec/http-specs/specs/response/status-code-range/main.tsp", "@minValue(494)", "@minValue(400)"],
  ["@typespec/http-specs/specs/routes/main.tsp", "?fixed=true{&", "{?"],
  ["@typespec/openapi3/dist/src/examples.js", "if (examples.length === 0)", "if (!Array.isArray(examples) || examples.length === 0)"],
];

function patch() {
  for (const [file, from, to] of patches) {
    const path = join(resolve(npm), "node_modules", file);
    const text = readFileSync(path, "utf8");
    if (text.includes(from)) writeFileSync(path, text.replaceAll(from, to));
    else if (!text.includes(to)) console.error(`the patch of ${file} does not apply`);
  }
}

async function documents() {
  patch();
  const require = createRequire(join(resolve(npm), "package.json"));
  const { compile, NodeHost } = await import(pathToFileURL(require.resolve("@typespec/compiler")).href);
  const folder = join(root, "specs");
  const target = join(out, "documents");
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  for (const file of find(folder, "main.tsp")) {
    const name = group(folder, file);
    const program = await compile(NodeHost, file, {
      emit: ["@typespec/openapi3"],
      warningAsError: false,
      options: {
        "@typespec/openapi3": {
          "file-type": "json",
          "openapi-versions": [version],
          "emitter-output-dir": target,
          "output-file": `${name}.{version}.json`,
        },
      },
    }).catch((error) => ({ diagnostics: [{ severity: "error", code: "emitter", message: `${error.info?.error ?? error}` }] }));
    for (const { severity, code, message } of program.diagnostics) {
      if (severity === "error") console.error(`${name}: ${code}: ${message}`);
    }
  }
  return readdirSync(target).length;
}

mkdirSync(out, { recursive: true });
console.log(`${await scenarios()} scenarios`);
if (only !== "--scenarios-only") console.log(`${await documents()} documents`);
