/** The claim function as it is deployed, built by serverless.yml's own settings: for its test, and for the bench. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type BuildOptions, build } from 'esbuild'
import { parse } from 'yaml'
import { type Called, callBundle } from './call-bundle.ts'

const root = join(import.meta.dirname, '../..')

/** Builds it into a folder; answers its size in bytes. */
export async function buildClaim(folder: string): Promise<number> {
  const { custom, functions } = parse(readFileSync(join(root, 'serverless.yml'), 'utf8'), {
    logLevel: 'error',
  })
  const { outputFileExtension, keepOutputDirectory, ...settings } = custom.esbuild
  const { metafile } = await build({
    ...(settings as BuildOptions),
    absWorkingDir: root,
    entryPoints: [String(functions.claim.handler).replace(/\.handler$/, '.ts')],
    outfile: join(folder, `claim${outputFileExtension}`),
    metafile: true,
  })
  return Object.values(metafile.outputs).reduce((sum, { bytes }) => sum + bytes, 0)
}

/** Calls what was built into the folder, in a process of its own. */
export const callClaim = (
  folder: string,
  env: Readonly<Record<string, string>>,
  events: readonly unknown[],
): Promise<Called> =>
  callBundle(folder, 'claim.handler', { AWS_LAMBDA_FUNCTION_NAME: 'claim', TABLE: 'gonghui', ...env }, events)
