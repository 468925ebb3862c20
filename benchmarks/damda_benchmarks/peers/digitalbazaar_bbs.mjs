// The jobs of bbs-2023 for digitalbazaar.mjs.
import * as vc from '@digitalbazaar/vc';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {
  createDiscloseCryptosuite, createVerifyCryptosuite
} from '@digitalbazaar/bbs-2023-cryptosuite';

export function bbsJobs({documentLoader, verified}) {
  const verifying = new DataIntegrityProof({cryptosuite: createVerifyCryptosuite()});
  return {
    'bbs-derive': async ({document, selective}) => {
      const suite = new DataIntegrityProof({
        cryptosuite: createDiscloseCryptosuite({selectivePointers: selective})
      });
      return 'proof' in await vc.derive({verifiableCredential: document, suite, documentLoader});
    },
    'bbs-verify': async ({document}) => verified(
      vc.verifyCredential({credential: document, suite: verifying, documentLoader}))
  };
}
