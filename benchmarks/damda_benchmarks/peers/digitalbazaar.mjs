// Drives @digitalbazaar/vc job by job: one JSON object a line in, one out.
//   {"start": {contexts, dids, seed, method, challenge, domain}}    -> {}
//   {"prepare": {job, materials}}                                   -> {}
//   {"run": {job, start, stop}}                                     -> {"cpu_ms": 1.5}
// An error is answered as {"error": text}.
import {createInterface} from 'node:readline';
import * as vc from '@digitalbazaar/vc';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {cryptosuite as rdfc} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {createVerifyCryptosuite} from '@digitalbazaar/eddsa-jcs-2022-cryptosuite';
import {bbsJobs} from './digitalbazaar_bbs.mjs';
import {ecdsaSdJobs} from './digitalbazaar_ecdsa_sd.mjs';
import {checkStatus} from '@digitalbazaar/vc-bitstring-status-list';

const served = new Map();  // URL -> {document, tag}
const prepared = new Map();  // job -> inputs
let setting;

async function documentLoader(url) {
  const found = served.get(url);
  if(!found) {
    throw new Error(`${url} is not served`);
  }
  return {contextUrl: null, documentUrl: url, ...found};
}

async function start({contexts, dids, key, p256Key, challenge, domain}) {
  for(const [url, document] of Object.entries({...contexts, ...dids})) {
    // "static" lets jsonld.js keep a context's processed form.
    served.set(url, {document, tag: 'static'});
  }
  const signer = (await Ed25519Multikey.from(key)).signer();
  setting = {
    challenge, domain,
    issuing: () => new DataIntegrityProof({
      signer, cryptosuite: rdfc, date: '2025-01-02T09:00:00Z'
    }),
    rdfc: new DataIntegrityProof({cryptosuite: rdfc}),
    jcs: new DataIntegrityProof({cryptosuite: createVerifyCryptosuite()})
  };
  Object.assign(JOBS, await ecdsaSdJobs({p256Key, documentLoader, verified}));
  Object.assign(JOBS, bbsJobs({documentLoader, verified}));
}

const JOBS = {
  'rdfc-issue': async ({document}) => {
    const {issuing} = setting;
    const credential = await vc.issue({credential: document, suite: issuing(), documentLoader});
    return 'proof' in credential;
  },
  'rdfc-verify': async ({document}) => verified(
    vc.verifyCredential({credential: document, suite: setting.rdfc, documentLoader})),
  'rdfc-vp10-verify': async ({document}) => verified(vc.verify({
    presentation: document, suite: setting.rdfc, documentLoader,
    challenge: setting.challenge, domain: setting.domain
  })),
  'jcs-verify': async ({document}) => verified(
    vc.verifyCredential({credential: document, suite: setting.jcs, documentLoader})),
  'status-check': async ({document, list}) => {
    const url = document.credentialStatus.statusListCredential;
    served.set(url, {document: JSON.parse(list)});
    const result = await checkStatus({credential: document, suite: setting.rdfc, documentLoader});
    served.delete(url);
    if(!result.verified) {
      throw result.error;
    }
    return result.results[0].status === false;
  }
};

async function verified(promise) {
  const result = await promise;
  if(!result.verified) {
    throw result.error;
  }
  return true;
}

async function run({job, start: from, stop}) {
  const operate = JOBS[job];
  const inputs = prepared.get(job).slice(from, stop);
  globalThis.gc?.();
  const before = process.cpuUsage();
  let good = true;
  for(const input of inputs) {
    good = await operate(input) && good;
  }
  const {user, system} = process.cpuUsage(before);
  if(!good) {
    throw new Error(`a document of ${job} is refused`);
  }
  return {cpu_ms: (user + system) / 1000};
}

async function answer({start: begin, prepare, run: asked}) {
  if(begin) {
    await start(begin);
  } else if(prepare) {
    prepared.set(prepare.job, prepare.materials);
  } else {
    return run(asked);
  }
  return {};
}

for await (const line of createInterface({input: process.stdin})) {
  let reply;
  try {
    reply = await answer(JSON.parse(line));
  } catch(error) {
    reply = {error: JSON.stringify(error, ['name', 'message', 'errors', 'cause'])};
  }
  process.stdout.write(JSON.stringify(reply) + '\n');
}
