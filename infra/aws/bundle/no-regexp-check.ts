/**
 * Takes the place of `safe-regex2` in the deployed bundles (`alias` in serverless.yml). `fast-jwt` asks it about
 * expressions given as allowed issuers and the like; ours are plain strings, so it is never asked, and 15 KB of a
 * parser for regular expressions would be loaded with it.
 */
export default function isSafe(): boolean {
  throw new Error('issuers and audiences are plain strings here')
}
