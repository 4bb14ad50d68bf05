/** Whether everything that a template refers to is there, and nothing waits for itself. */
import { attributeOf, everyValue, intrinsicOf, type Resource, type Template } from './template.ts'
import { specOf } from './template-types.ts'

const PSEUDO = new Set(
  [
    'AccountId',
    'NoValue',
    'NotificationARNs',
    'Partition',
    'Region',
    'StackId',
    'StackName',
    'URLSuffix',
  ].map((name) => `AWS::${name}`),
)

interface Reference {
  readonly id: string
  readonly attribute?: string
}

/** What one value itself refers to; not what lies inside it. */
function referencesOf(value: unknown): Reference[] {
  const intrinsic = intrinsicOf(value)
  if (intrinsic?.name === 'Ref') return [{ id: String(intrinsic.given) }]
  if (intrinsic?.name === 'Fn::GetAtt') return [attributeOf(intrinsic.given)]
  if (intrinsic?.name !== 'Fn::Sub') return []
  const [text = '', own = {}] = [intrinsic.given].flat()
  return [...String(text).matchAll(/\$\{([^!}][^}]*)\}/g)]
    .map((match) => match[1] ?? '')
    .filter((name) => !Object.hasOwn(own as object, name))
    .map((name) => (name.includes('.') ? attributeOf(name) : { id: name }))
}

const waitsFor = ({ DependsOn = [] }: Resource): readonly string[] => [DependsOn].flat()

export function referenceViolations(template: Template): string[] {
  const { Resources, Parameters = {}, Outputs = {} } = template
  const dangling = ({ id, attribute }: Reference): string | undefined => {
    const resource = Resources[id]
    if (attribute === undefined && (PSEUDO.has(id) || Parameters[id] || resource)) return undefined
    if (!resource) return `there is nothing called ${id}`
    const known = specOf(resource.Type)?.attributes ?? {}
    return attribute && known[attribute] ? undefined : `${resource.Type} has no attribute ${attribute}`
  }
  const found = [...everyValue(Resources, 'Resources'), ...everyValue(Outputs, 'Outputs')].flatMap(
    ([value, path]) => [
      ...referencesOf(value).flatMap((reference) => {
        const why = dangling(reference)
        return why ? [`${path}: ${why}`] : []
      }),
      ...(typeof value === 'string' ? unresolved(value, path) : []),
    ],
  )
  const early = Object.entries(Resources).flatMap(([id, resource]) =>
    waitsFor(resource)
      .filter((other) => !Resources[other])
      .map((other) => `${id}.DependsOn: there is nothing called ${other}`),
  )
  return [...found, ...early, ...circles(Resources)]
}

/** A variable that packaging should have resolved, or a reference to a secret that CloudFormation cannot read. */
function unresolved(text: string, path: string): string[] {
  const variable = /\$\{(self|sls|opt|env|file|aws|cf|ssm)[:(][^}]*\}/.exec(text)
  if (variable) return [`${path}: ${variable[0]} was not resolved`]
  const secret = /\{\{resolve:(?!secretsmanager:[\w/+=.@-]+:SecretString:\w+\}\}).*/.exec(text)
  return secret ? [`${path}: ${secret[0]} names no key of a secret`] : []
}

/** Resources that wait for each other: CloudFormation refuses the whole template. */
function circles(resources: Template['Resources']): string[] {
  const next = new Map(
    Object.entries(resources).map(([id, resource]) => {
      const referred = [...everyValue(resource.Properties, '')].flatMap(([value]) => referencesOf(value))
      return [id, [...waitsFor(resource), ...referred.map((one) => one.id)]]
    }),
  )
  const done = new Set<string>()
  const walk = (id: string, above: readonly string[]): string[] => {
    if (above.includes(id))
      return [`${[...above.slice(above.indexOf(id)), id].join(' → ')}: wait for each other`]
    if (done.has(id)) return []
    const found = (next.get(id) ?? []).flatMap((other) => walk(other, [...above, id]))
    done.add(id)
    return found
  }
  return Object.keys(resources).flatMap((id) => walk(id, []))
}
