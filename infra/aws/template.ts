/** A CloudFormation template, as far as it is looked at here. */
export interface Resource {
  readonly Type: string
  readonly Properties?: Readonly<Record<string, unknown>>
  readonly DependsOn?: string | readonly string[]
}
export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>
  readonly Parameters?: Readonly<Record<string, unknown>>
  readonly Outputs?: Readonly<Record<string, unknown>>
}

export type Json = Readonly<Record<string, unknown>>

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** `{ Ref: … }` or `{ 'Fn::Sub': … }`: the function's name and what it is given. */
export function intrinsicOf(value: unknown): { readonly name: string; readonly given: unknown } | undefined {
  if (!isObject(value)) return undefined
  const [name = '', ...others] = Object.keys(value)
  return others.length === 0 && (name === 'Ref' || name.startsWith('Fn::'))
    ? { name, given: value[name] }
    : undefined
}

/** What `Fn::GetAtt` names: logical id and attribute, however it is written. */
export function attributeOf(given: unknown): { readonly id: string; readonly attribute: string } {
  const [id = '', ...rest] = Array.isArray(given) ? given.map(String) : String(given).split('.')
  return { id, attribute: rest.join('.') }
}

/** Every value inside a value, itself first, with the path to it. */
export function* everyValue(
  value: unknown,
  path: string,
): Generator<readonly [value: unknown, path: string]> {
  yield [value, path]
  if (Array.isArray(value))
    for (const [i, inner] of value.entries()) yield* everyValue(inner, `${path}[${i}]`)
  else if (isObject(value))
    for (const [key, inner] of Object.entries(value)) yield* everyValue(inner, `${path}.${key}`)
}
