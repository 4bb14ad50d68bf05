/** Whether each function may do what it was given to do, and nothing else. */
import { attributeOf, intrinsicOf, isObject, type Json, type Template } from './template.ts'

const ofType = (template: Template, type: string) =>
  Object.entries(template.Resources).filter(([, resource]) => resource.Type === type)

const idOf = (value: unknown): string | undefined => {
  const intrinsic = intrinsicOf(value)
  if (intrinsic?.name === 'Ref') return String(intrinsic.given)
  return intrinsic?.name === 'Fn::GetAtt' ? attributeOf(intrinsic.given).id : undefined
}

const list = (value: unknown): unknown[] => (value === undefined ? [] : [value].flat())

/** The statements of a role's own policies. */
export const statementsOf = (role: Json): Json[] =>
  list(role.Policies)
    .filter(isObject)
    .flatMap(({ PolicyDocument: document }) => (isObject(document) ? list(document.Statement) : []))
    .filter(isObject)

/** The patterns that the first part of a key must match for this statement to apply; undefined: any key. */
export function leadingKeysOf({ Condition: condition }: Json): readonly string[] | undefined {
  const each = isObject(condition) ? condition['ForAllValues:StringLike'] : undefined
  const keys = isObject(each) ? each['dynamodb:LeadingKeys'] : undefined
  return keys === undefined ? undefined : list(keys).map(String)
}

/** The beginnings of keys of the files that a statement reaches: `imports/*`; what is no place of ours is told whole. */
export const keyPrefixesOf = ({ Resource: resource }: Json): readonly string[] =>
  list(resource).map((one) => {
    const text = typeof one === 'string' ? one : String(intrinsicOf(one)?.given)
    return /^\$\{FilesBucket\.Arn\}\/(.+)$/.exec(text)?.[1] ?? text
  })

export const actionsOf = ({ Action: action }: Json): readonly string[] => list(action).map(String)

/** What tells how a resource stands and nothing of what is in it, and of which types it is asked. */
const READS_OF_THE_CLOUD = new Map([
  ['dynamodb:DescribeTable', ['AWS::DynamoDB::Table']],
  ['lambda:GetFunctionConcurrency', ['AWS::Lambda::Function']],
  ['lambda:GetProvisionedConcurrencyConfig', ['AWS::Lambda::Alias']],
])

/** Alarms are asked for by the beginning of their names, and that is granted for all of an account or not at all. */
const ALARMS_OF_THE_ACCOUNT =
  /^arn:\$\{AWS::Partition\}:cloudwatch:\$\{AWS::Region\}:\$\{AWS::AccountId\}:alarm:\*$/

export function roleViolations(template: Template): string[] {
  const holders = new Map<string, string>()
  const ofFunctions = ofType(template, 'AWS::Lambda::Function').flatMap(([id, { Properties = {} }]) => {
    const roleId = idOf(Properties.Role)
    const role = template.Resources[roleId ?? '']
    if (!roleId || role?.Type !== 'AWS::IAM::Role') return [`${id}: has no role in this template`]
    const holder = holders.get(roleId)
    if (holder) return [`${id}: shares ${roleId} with ${holder}`]
    holders.set(roleId, id)
    return ownOnly(roleId, role.Properties ?? {}, String(Properties.FunctionName), template)
  })
  const idle = ofType(template, 'AWS::IAM::Role').filter(([id]) => !holders.has(id))
  return [...ofFunctions, ...idle.map(([id]) => `${id}: is nobody's role`)]
}

function ownOnly(id: string, role: Json, functionName: string, template: Template): string[] {
  const managed = list(role.ManagedPolicyArns).map((arn) => `${id}: takes over a managed policy, ${arn}`)
  const own = statementsOf(role).flatMap((statement, i) => {
    const path = `${id}, statement ${i}`
    const wide = [
      ...['NotAction', 'NotResource'].filter((member) => statement[member] !== undefined),
      ...actionsOf(statement).filter((action) => action.includes('*')),
      ...list(statement.Resource).filter((resource) => resource === '*' || resource === undefined),
    ].map((what) => `${path}: ${what} is wider than a function needs`)
    return [...wide, ...actionsOf(statement).flatMap((action) => ofAction(action, statement, path))]
  })
  return [...managed, ...own]

  function ofAction(action: string, statement: Json, path: string): string[] {
    const targets = list(statement.Resource).map((resource) => template.Resources[idOf(resource) ?? ''])
    if (action.startsWith('s3:')) {
      const isOfFiles = keyPrefixesOf(statement).every((prefix) => /^[a-z]+\/\*$/.test(prefix))
      return isOfFiles ? [] : [`${path}: ${action} reaches beyond files of one purpose`]
    }
    if (action === 'lambda:InvokeFunction') {
      const isFunction = targets.every((target) => target?.Type === 'AWS::Lambda::Function')
      return isFunction ? [] : [`${path}: invokes what is no function of this template`]
    }
    if (action.startsWith('logs:')) {
      const isOwn = targets.every(
        (target) => target?.Properties?.LogGroupName === `/aws/lambda/${functionName}`,
      )
      return isOwn ? [] : [`${path}: writes another's log`]
    }
    if (action === 'cloudwatch:DescribeAlarms') {
      const isOwn = list(statement.Resource).every((one) =>
        ALARMS_OF_THE_ACCOUNT.test(String(intrinsicOf(one)?.given)),
      )
      return isOwn ? [] : [`${path}: asks for the alarms of others`]
    }
    const reads = READS_OF_THE_CLOUD.get(action)
    if (reads)
      return targets.every((target) => target && reads.includes(target.Type))
        ? []
        : [`${path}: ${action} reaches beyond this template`]
    if (!action.startsWith('dynamodb:')) return [`${path}: ${action} is nothing that a function does`]
    if (!targets.every((target) => target?.Type === 'AWS::DynamoDB::Table'))
      return [`${path}: ${action} reaches beyond the table`]
    const keys = leadingKeysOf(statement)
    return keys && keys.length > 0 && !keys.includes('*')
      ? []
      : [`${path}: ${action} reaches every partition`]
  }
}
