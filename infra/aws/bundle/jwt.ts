/**
 * Takes the place of `fast-jwt` in the deployed bundles (`alias` in serverless.yml). Its own entry loads the half that
 * signs and the half that reads together; here each is bundled only where it is used, and the claim only reads.
 */
import type * as jwt from 'fast-jwt'

declare const require: (file: string) => (options: unknown) => unknown

export const createSigner = ((options: unknown) =>
  require('../../../node_modules/fast-jwt/src/signer.js')(options)) as typeof jwt.createSigner
export const createVerifier = ((options: unknown) =>
  require('../../../node_modules/fast-jwt/src/verifier.js')(options)) as typeof jwt.createVerifier
