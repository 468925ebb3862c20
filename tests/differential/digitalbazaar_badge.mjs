// Asks @digitalbazaar/vc for eddsa-rdfc-2022: one JSON object on standard input, one answer out.
//   {contexts, dids, key, issue: document, verify: [documents]} -> {issued, verified: [...]}
import {text} from 'node:stream/consumers';

const packages = new URL('../../benchmarks/node_modules/@digitalbazaar/', import.meta.url);
const load = name => import(new URL(`${name}/lib/index.js`, packages));
const vc = await load('vc');
const {DataIntegrityProof} = await load('data-integrity');
const Ed25519Multikey = await load('ed25519-multikey');
const {cryptosuite} = await load('eddsa-rdfc-2022-cryptosuite');

const {contexts, dids, key, issue, verify} = JSON.parse(await text(process.stdin));
const served = {...contexts, ...dids};
const signer = (await Ed25519Multikey.from(key)).signer();

async function documentLoader(url) {
  if(!(url in served)) {
    throw new Error(`${url} is not served`);
  }
  return {contextUrl: null, documentUrl: url, document: served[url]};
}

const issuing = new DataIntegrityProof({signer, cryptosuite, date: '2026-11-24T09:00:00Z'});
const issued = await vc.issue({credential: issue, suite: issuing, documentLoader});
const verified = [];
for(const credential of verify) {
  const suite = new DataIntegrityProof({cryptosuite});
  const result = await vc.verifyCredential({credential, suite, documentLoader});
  verified.push(result.verified || result.error.message);
}
process.stdout.write(JSON.stringify({issued, verified}));
