// Drives @sd-jwt/sd-jwt-vc job by job: one JSON object a line in, one out, as digitalbazaar.mjs.
import {createInterface} from 'node:readline';
import * as crypto from 'node:crypto';
import {SDJwtVcInstance} from '@sd-jwt/sd-jwt-vc';

const prepared = new Map();  // job -> inputs
let setting, instance;

function start(given) {
  setting = given;
  const [issuer, holder] = [given.issuer, given.holder].map(
    key => crypto.createPrivateKey({key, format: 'jwk'}));
  const issuerPublic = crypto.createPublicKey(issuer);
  const {d: _, ...jwk} = given.holder;
  setting.cnf = {jwk};
  instance = new SDJwtVcInstance({
    signAlg: 'ES256', signer: data => sign(data, issuer),
    verifier: (data, signature) => verify(data, signature, issuerPublic),
    kbSignAlg: 'ES256', kbSigner: data => sign(data, holder),
    kbVerifier: (data, signature, payload) => verify(
      data, signature, crypto.createPublicKey({key: payload.cnf.jwk, format: 'jwk'})),
    hashAlg: 'sha-256', hasher: data => crypto.createHash('sha256').update(data).digest(),
    saltGenerator: length => crypto.randomBytes(length).toString('base64url')
  });
}

function sign(data, key) {
  return crypto.sign('sha256', Buffer.from(data), {key, dsaEncoding: 'ieee-p1363'})
    .toString('base64url');
}

function verify(data, signature, key) {
  return crypto.verify('sha256', Buffer.from(data), {key, dsaEncoding: 'ieee-p1363'},
    Buffer.from(signature, 'base64url'));
}

const JOBS = {
  'sdjwt-issue': async ({claims}) => {
    const {iss, vct, iat, cnf} = setting;
    const text = await instance.issue(
      {iss, vct, iat, exp: 4070941200, cnf, ...claims}, {_sd: Object.keys(claims)});
    return text.split('~').length === 12;
  },
  'sdjwt-present': async ({text}) => {
    const frame = Object.fromEntries(setting.shown.map(name => [name, true]));
    const payload = {
      iat: Math.floor(Date.now() / 1000), aud: setting.audience, nonce: setting.nonce
    };
    const shown = await instance.present(text, frame, {kb: {payload}});
    return shown.split('~').length === 4;
  },
  'sdjwt-verify': async ({text}) => {
    const {payload} = await instance.verify(text, {keyBindingNonce: setting.nonce});
    return 'course' in payload;
  }
};

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
    throw new Error(`a credential of ${job} is refused`);
  }
  return {cpu_ms: (user + system) / 1000};
}

async function answer({start: begin, prepare, run: asked}) {
  if(begin) {
    start(begin);
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
    reply = {error: JSON.stringify(error, ['name', 'message', 'cause'])};
  }
  process.stdout.write(JSON.stringify(reply) + '\n');
}
