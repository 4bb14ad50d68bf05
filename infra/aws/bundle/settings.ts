/**
 * Takes the place of `@smithy/core/config` in the deployed bundles (`alias` in serverless.yml): all of it but the way
 * a setting is looked up. The SDK asks the environment and then the files in `~/.aws`, of which a function has none;
 * it would load what reads them and look for them on every cold start. Here the environment says it, or the default.
 */
export * from '../../../node_modules/@smithy/core/dist-es/submodules/config/index.js'

interface Choice<T> {
  readonly environmentVariableSelector: (env: NodeJS.ProcessEnv, asked: object) => T | undefined
  readonly default: T | (() => T | Promise<T>)
}

export function loadConfig<T>(
  { environmentVariableSelector, default: otherwise }: Choice<T>,
  asked: object = {},
) {
  let found: Promise<T> | undefined
  const look = async (): Promise<T> => {
    const said = environmentVariableSelector(process.env, asked)
    if (said !== undefined) return said
    return otherwise instanceof Function ? otherwise() : otherwise
  }
  return (): Promise<T> => {
    found ??= look()
    return found
  }
}

/** Without what asks a machine's metadata where it stands, which is for the mode `auto` alone. */
export const resolveDefaultsModeConfig = () =>
  loadConfig({ environmentVariableSelector: (env) => env.AWS_DEFAULTS_MODE, default: 'legacy' })
