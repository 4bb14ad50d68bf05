/** A setting that the deployment must give. Read at the first use, so that a test or the local stack can set it first. */
export function setting(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`the setting ${name} is missing`)
  return value
}
