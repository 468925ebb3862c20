// Asks @sd-jwt/sd-jwt-vc: one JSON object on standard input, one answer out.
//   {issuer, holder, audience, nonce, hash, tasks: [{issue: claims, frame} | {present: text, frame}
//    | {verify: text}]}
// Keys are private JWKs. An answer is a text, the claims, or {"error": text}.
import * as crypto from 'node:crypto';
import {text} from 'node:stream/consumers';

const packages = new URL('../../benchmarks/node_modules/@sd-jwt/', import.meta.url);
const {SDJwtVcInstance} = await import(new URL('sd-jwt-vc/dist/index.mjs', packages));

const {issuer, holder, audience, nonce, hash, tasks} = JSON.parse(await text(process.stdin));
const ALGORITHMS = {'P-256': ['ES256', 'sha256'], 'P-384': ['ES384', 'sha384'],
  Ed25519: ['EdDSA', null]};

function signing(jwk) {
  const key = crypto.createPrivateKey({key: jwk, format: 'jwk'});
  const [alg, digest] = ALGORITHMS[jwk.crv];
  const sign = data => crypto.sign(digest, Buffer.from(data), {key, dsaEncoding: 'ieee-p1363'})
    .toString('base64url');
  return {alg, sign};
}

function verifying(jwk) {
  const {d: _, ...publicJwk} = jwk;
  const key = crypto.createPublicKey({key: publicJwk, format: 'jwk'});
  const [, digest] = ALGORITHMS[jwk.crv];
  return (data, signature) => crypto.verify(digest, Buffer.from(data),
    {key, dsaEncoding: 'ieee-p1363'}, Buffer.from(signature, 'base64url'));
}

const {d: _, ...jwk} = holder;
const instance = new SDJwtVcInstance({
  signer: signing(issuer).sign, signAlg: signing(issuer).alg, verifier: verifying(issuer),
  kbSigner: signing(holder).sign, kbSignAlg: signing(holder).alg,
  kbVerifier: (data, signature, payload) => verifying(payload.cnf.jwk)(data, signature),
  hasher: (data, name) => crypto.createHash(name.replace('-', '')).update(data).digest(),
  hashAlg: hash, saltGenerator: length => crypto.randomBytes(length).toString('base64url')
});

async function answer({issue, present, verify, frame}) {
  if(issue) {
    return instance.issue({...issue, cnf: {jwk}}, frame);
  }
  if(present) {
    const payload = {iat: Math.floor(Date.now() / 1000), aud: audience, nonce};
    return instance.present(present, frame, {kb: {payload}});
  }
  const {payload} = await instance.verify(verify, {keyBindingNonce: nonce});
  return payload;
}

const answers = [];
for(const task of tasks) {
  try {
    answers.push(await answer(task));
  } catch(error) {
    answers.push({error: error.message});
  }
}
process.stdout.write(JSON.stringify(answers));
