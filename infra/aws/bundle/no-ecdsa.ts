/**
 * Takes the place of `ecdsa-sig-formatter` in the deployed bundles (`alias` in serverless.yml). `fast-jwt` reshapes
 * the signatures of ES256 tokens with it; ours are HS256, and every other algorithm is refused before this is reached.
 */
const refuse = () => {
  throw new Error('only HS256 tokens are signed and read here')
}
export const joseToDer = refuse
export const derToJose = refuse
