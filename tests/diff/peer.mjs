// Two OpenAPI documents to `breaking` or `compatible`, as the public tool api-smart-diff sees it.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const [tools, old, next] = process.argv.slice(2);
const { compareOpenApi } = createRequire(tools + "/")("api-smart-diff");
const read = (path) => JSON.parse(readFileSync(path, "utf8"));
const { diffs } = compareOpenApi(read(old), read(next), {});
console.log(diffs.some(({ type }) => type === "breaking") ? "breaking" : "compatible");
