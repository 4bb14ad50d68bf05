/** Whether each resource is what the CloudFormation resource specification says of its type, down to the last value. */
import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec'
import { attributeOf, intrinsicOf, isObject, type Json, type Template } from './template.ts'

type Spec = ReturnType<typeof loadAwsServiceSpecSync>
type ResourceSpec = ReturnType<Spec['lookup']>[number] & SpecOfType
interface SpecOfType {
  readonly properties: Readonly<Record<string, PropertySpec>>
  readonly attributes: Readonly<Record<string, { readonly type: Type }>>
}
interface PropertySpec {
  readonly type: Type
  readonly previousTypes?: readonly Type[]
  readonly required?: boolean
}
type Type =
  | { readonly type: 'string'; readonly allowedValues?: readonly string[] }
  | { readonly type: 'integer'; readonly allowedValues?: readonly number[] }
  | { readonly type: 'number' | 'boolean' | 'json' | 'date-time' | 'null' | 'tag' }
  | { readonly type: 'array' | 'map'; readonly element: Type }
  | { readonly type: 'union'; readonly types: readonly Type[] }
  | { readonly type: 'ref'; readonly reference: unknown }

let loaded: Spec | undefined

/** The specification of a resource type; undefined where CloudFormation knows none of this name. */
export function specOf(type: string): ResourceSpec | undefined {
  loaded ??= loadAwsServiceSpecSync()
  return loaded.lookup('resource', 'cloudFormationType', 'equals', type)[0] as ResourceSpec | undefined
}

const MEMBERS = new Set([
  ...['Type', 'Properties', 'DependsOn', 'Condition', 'Metadata'],
  ...['DeletionPolicy', 'UpdateReplacePolicy', 'CreationPolicy', 'UpdatePolicy'],
])

export function typeViolations(template: Template): string[] {
  return Object.entries(template.Resources).flatMap(([id, resource]) => {
    const spec = specOf(resource.Type)
    if (!spec) return [`${id}: there is no resource type ${resource.Type}`]
    const foreign = Object.keys(resource).filter((member) => !MEMBERS.has(member))
    return [
      ...foreign.map((member) => `${id}: a resource has no ${member}`),
      ...ofProperties(resource.Properties ?? {}, spec.properties, id, template),
    ]
  })
}

function ofProperties(
  given: Json,
  spec: Readonly<Record<string, PropertySpec>>,
  path: string,
  template: Template,
): string[] {
  const missing = Object.entries(spec).filter(([name, { required }]) => required && given[name] === undefined)
  const wrong = Object.entries(given).flatMap(([name, value]) => {
    const property = spec[name]
    if (!property) return [`${path}.${name}: there is no such property`]
    return ofAny([property.type, ...(property.previousTypes ?? [])], value, `${path}.${name}`, template)
  })
  return [...missing.map(([name]) => `${path}.${name}: is required`), ...wrong]
}

/** Fits one of the types, or is reported as what is wrong with the nearest. */
function ofAny(types: readonly Type[], value: unknown, path: string, template: Template): string[] {
  const all = types.map((type) => ofType(type, value, path, template))
  return all.reduce((least, one) => (one.length < least.length ? one : least), all[0] ?? [])
}

function ofType(type: Type, value: unknown, path: string, template: Template): string[] {
  if (type.type === 'json') return isObject(value) || typeof value === 'string' ? [] : [`${path}: is no JSON`]
  const intrinsic = intrinsicOf(value)
  if (intrinsic) {
    const yields = kindOf(intrinsic, template)
    return yields === undefined || yields === KIND[type.type] || type.type === 'union'
      ? []
      : [`${path}: ${intrinsic.name} yields a ${yields}, not ${type.type}`]
  }
  switch (type.type) {
    case 'union':
      return ofAny(type.types, value, path, template)
    case 'array':
      if (!Array.isArray(value)) return [`${path}: is no array`]
      return value.flatMap((one, i) => ofType(type.element, one, `${path}[${i}]`, template))
    case 'map':
      if (!isObject(value)) return [`${path}: is no map`]
      return Object.entries(value).flatMap(([key, one]) =>
        ofType(type.element, one, `${path}.${key}`, template),
      )
    case 'ref': {
      if (!isObject(value)) return [`${path}: is no object`]
      const { properties } = (loaded as Spec).get('typeDefinition', type.reference as never)
      return ofProperties(value, properties as Readonly<Record<string, PropertySpec>>, path, template)
    }
    case 'tag':
      return isObject(value) && typeof value.Key === 'string' ? [] : [`${path}: is no tag`]
    default:
      return ofScalar(type, value, path)
  }
}

function ofScalar(type: Extract<Type, { type: string }>, value: unknown, path: string): string[] {
  const fits =
    type.type === 'integer'
      ? Number.isInteger(value)
      : type.type === 'null'
        ? value === null
        : typeof value === (type.type === 'date-time' ? 'string' : type.type)
  if (!fits) return [`${path}: ${JSON.stringify(value)} is no ${type.type}`]
  const allowed = 'allowedValues' in type ? (type.allowedValues as readonly unknown[] | undefined) : undefined
  // A secret is put in its place at the deployment.
  const isLater = typeof value === 'string' && value.startsWith('{{resolve:')
  return !allowed || isLater || allowed.includes(value)
    ? []
    : [`${path}: ${JSON.stringify(value)} is none of ${allowed.join(', ')}`]
}

const KIND: Readonly<Record<string, 'text' | 'list' | undefined>> = {
  string: 'text',
  'date-time': 'text',
  array: 'list',
}

/** What an intrinsic function yields: text, a list, or (undefined) whatever is asked for. */
function kindOf({ name, given }: { name: string; given: unknown }, template: Template) {
  if (['Fn::Sub', 'Fn::Join', 'Fn::Base64', 'Fn::ImportValue'].includes(name)) return 'text'
  if (['Fn::Split', 'Fn::GetAZs', 'Fn::Cidr'].includes(name)) return 'list'
  if (name === 'Ref') return template.Resources[String(given)] ? 'text' : undefined
  if (name !== 'Fn::GetAtt') return undefined
  const { id, attribute } = attributeOf(given)
  const type = specOf(template.Resources[id]?.Type ?? '')?.attributes[attribute]?.type.type
  return KIND[type ?? '']
}
