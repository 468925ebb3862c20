// The jobs of ecdsa-sd-2023 for digitalbazaar.mjs.
import * as vc from '@digitalbazaar/vc';
import * as EcdsaMultikey from '@digitalbazaar/ecdsa-multikey';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {
  createDiscloseCryptosuite, createSignCryptosuite, createVerifyCryptosuite
} from '@digitalbazaar/ecdsa-sd-2023-cryptosuite';

export async function ecdsaSdJobs({p256Key, documentLoader, verified}) {
  const signer = (await EcdsaMultikey.from(p256Key)).signer();
  const verifying = new DataIntegrityProof({cryptosuite: createVerifyCryptosuite()});
  return {
    'ecdsa-sd-issue': async ({document, mandatory}) => {
      const suite = new DataIntegrityProof({
        signer, date: '2025-01-02T09:00:00Z',
        cryptosuite: createSignCryptosuite({mandatoryPointers: mandatory})
      });
      return 'proof' in await vc.issue({credential: document, suite, documentLoader});
    },
    'ecdsa-sd-derive': async ({document, selective}) => {
      const suite = new DataIntegrityProof({
        cryptosuite: createDiscloseCryptosuite({selectivePointers: selective})
      });
      return 'proof' in await vc.derive({verifiableCredential: document, suite, documentLoader});
    },
    'ecdsa-sd-verify': async ({document}) => verified(
      vc.verifyCredential({credential: document, suite: verifying, documentLoader}))
  };
}
