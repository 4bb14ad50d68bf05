/** Whether somebody is woken for each function: when it crashes, when it is turned away, and when it writes a fault. */
import { intrinsicOf, isObject, type Json, type Template } from './template.ts'

const ofType = (template: Template, type: string): [id: string, properties: Json][] =>
  Object.entries(template.Resources)
    .filter(([, resource]) => resource.Type === type)
    .map(([id, { Properties = {} }]) => [id, Properties])

const refOf = (value: unknown): string | undefined => {
  const intrinsic = intrinsicOf(value)
  return intrinsic?.name === 'Ref' ? String(intrinsic.given) : undefined
}
const listOf = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isObject) : [])

/** An alarm that tells somebody. */
const wakes = ({ AlarmActions: actions }: Json) => Array.isArray(actions) && actions.length > 0

const watches = (alarm: Json, metric: string, functionId: string) =>
  alarm.Namespace === 'AWS/Lambda' &&
  alarm.MetricName === metric &&
  listOf(alarm.Dimensions).some(({ Name, Value }) => Name === 'FunctionName' && refOf(Value) === functionId)

export function alarmViolations(template: Template): string[] {
  const alarms = ofType(template, 'AWS::CloudWatch::Alarm').flatMap(([, alarm]) =>
    wakes(alarm) ? [alarm] : [],
  )
  const filters = ofType(template, 'AWS::Logs::MetricFilter').map(([, filter]) => filter)

  const isWatched = ({ MetricNamespace, MetricName }: Json) =>
    alarms.some((alarm) => alarm.Namespace === MetricNamespace && alarm.MetricName === MetricName)
  const countsFaultsOf = (logGroupName: string) => (filter: Json) => {
    const logGroup = template.Resources[refOf(filter.LogGroupName) ?? '']
    return (
      logGroup?.Properties?.LogGroupName === logGroupName &&
      String(filter.FilterPattern).includes('"ERROR"') &&
      listOf(filter.MetricTransformations).some(isWatched)
    )
  }

  return ofType(template, 'AWS::Lambda::Function').flatMap(([id, { FunctionName: name }]) => [
    ...['Errors', 'Throttles']
      .filter((metric) => !alarms.some((alarm) => watches(alarm, metric, id)))
      .map((metric) => `${id}: nobody is woken by its ${metric}`),
    ...(filters.some(countsFaultsOf(`/aws/lambda/${name}`)) ? [] : [`${id}: nobody is woken by its faults`]),
  ])
}
