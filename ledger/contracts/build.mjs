// Compiles the contracts with the pinned solc: one JSON (ABI, bytecode, source hash) per contract.
//   node ledger/contracts/build.mjs           writes them
//   node ledger/contracts/build.mjs --stdout  prints them as one JSON object, for the test that compares

import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "..", "..", "node_modules");
if (!existsSync(join(modules, "solc")) || !existsSync(join(modules, "@openzeppelin", "contracts"))) {
  console.error("solc or OpenZeppelin is missing: run `npm ci` first. / npm ci를 먼저 실행하십시오.");
  process.exit(2);
}
const solc = createRequire(import.meta.url)("solc");

// What is compiled, and into which folder of the repository.
const CONTRACTS = [
  ["IssuerRegistry.sol", "IssuerRegistry", "ledger/damda_ledger/artifacts"],
  ["CredentialAnchor.sol", "CredentialAnchor", "ledger/damda_ledger/artifacts"],
  ["testing/MerkleCheck.sol", "MerkleCheck", "tests/support/contracts"],
];

const used = new Map();

function read(name) {
  const path = name.startsWith("@openzeppelin/") ? join(modules, name) : join(here, name);
  const content = readFileSync(path, "utf8");
  used.set(name, content);
  return content;
}

function load(name) {
  try {
    return { contents: read(name) };
  } catch {
    return { error: `no such source: ${name}` };
  }
}

// Kaia and Besu networks run Cancun; a later target would use opcodes that they lack.
const settings = {
  evmVersion: "cancun",
  optimizer: { enabled: true, runs: 200 },
  // Without the metadata hash the bytecode depends on nothing but the code.
  metadata: { bytecodeHash: "none", appendCBOR: false },
  outputSelection: { "*": { "*": ["abi", "evm.bytecode.object", "evm.deployedBytecode.object", "metadata"] } },
};

const sources = Object.fromEntries(CONTRACTS.map(([file]) => [file, { content: read(file) }]));
const output = JSON.parse(
  solc.compile(JSON.stringify({ language: "Solidity", sources, settings }), { import: load }),
);
const problems = (output.errors ?? []).map((error) => error.formattedMessage);
if (problems.length) {
  console.error(problems.join("\n"));
  process.exit(1);
}

// Over the contract's own source and all that it imports, by name, in order.
function sourceHash(metadata) {
  const hash = createHash("sha256");
  for (const name of Object.keys(JSON.parse(metadata).sources).sort()) {
    hash.update(`${name}\n${Buffer.byteLength(used.get(name))}\n${used.get(name)}`);
  }
  return hash.digest("hex");
}

function artifact(file, name) {
  const built = output.contracts[file][name];
  return {
    contract: name,
    compiler: solc.version(),
    evmVersion: settings.evmVersion,
    sourceSha256: sourceHash(built.metadata),
    abi: built.abi,
    bytecode: "0x" + built.evm.bytecode.object,
  };
}

const artifacts = CONTRACTS.map(([file, name, folder]) => [name, folder, artifact(file, name)]);
if (process.argv.includes("--stdout")) {
  console.log(JSON.stringify(Object.fromEntries(artifacts.map(([name, , built]) => [name, built]))));
} else {
  for (const [name, folder, built] of artifacts) {
    mkdirSync(join(here, "..", "..", folder), { recursive: true });
    writeFileSync(join(here, "..", "..", folder, `${name}.json`), JSON.stringify(built, null, 1) + "\n");
  }
}
