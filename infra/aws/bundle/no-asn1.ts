/**
 * Takes the place of `asn1.js` in the deployed bundles (`alias` in serverless.yml). `fast-jwt` describes RSA and EC
 * keys with it as it loads, and reads only PEM keys with it; our tokens are HS256 over a derived key, so 70 KB of
 * big-number arithmetic would be loaded and never used.
 */
export const define = () => ({
  decode() {
    throw new Error('only HS256 keys are read here')
  },
})
