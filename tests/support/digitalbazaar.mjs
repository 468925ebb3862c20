// Asks a cryptosuite of @digitalbazaar: one JSON object on standard input, the answers out.
//   {packages: {multikey, suite}, contexts, dids, key, tasks: [{issue | derive | verify: document, pointers}]}
// An answer is a document, true, or {"error": text}.
import {text} from 'node:stream/consumers';

const packages = new URL('../../benchmarks/node_modules/@digitalbazaar/', import.meta.url);
const load = name => import(new URL(`${name}/lib/index.js`, packages));
const vc = await load('vc');
const {DataIntegrityProof} = await load('data-integrity');

const {packages: named, contexts, dids, key, tasks} = JSON.parse(await text(process.stdin));
const Multikey = await load(named.multikey);
const suites = await load(named.suite);
const served = {...contexts, ...dids};
const signer = (await Multikey.from(key)).signer();

async function documentLoader(url) {
  if(!(url in served)) {
    throw new Error(`${url} is not served`);
  }
  return {contextUrl: null, documentUrl: url, document: served[url]};
}

async function answer({issue, derive, verify, pointers}) {
  if(issue) {
    const cryptosuite = suites.createSignCryptosuite({mandatoryPointers: pointers});
    const suite = new DataIntegrityProof({signer, cryptosuite, date: '2026-11-24T09:00:00Z'});
    return vc.issue({credential: issue, suite, documentLoader});
  }
  if(derive) {
    const cryptosuite = suites.createDiscloseCryptosuite({selectivePointers: pointers});
    const suite = new DataIntegrityProof({cryptosuite});
    return vc.derive({verifiableCredential: derive, suite, documentLoader});
  }
  const suite = new DataIntegrityProof({cryptosuite: suites.createVerifyCryptosuite()});
  const checkStatus = async () => ({verified: true});
  const result = await vc.verifyCredential(
    {credential: verify, suite, documentLoader, checkStatus});
  return result.verified || {error: result.error.message};
}

const answers = [];
for(const task of tasks) {
  answers.push(await answer(task).catch(error => ({error: error.message})));
}
process.stdout.write(JSON.stringify(answers));
