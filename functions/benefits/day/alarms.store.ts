import { awsClient } from '../../lib/aws.ts'

/**
 * The stage's alarms that are ringing now; undefined where there are none to ask for (ALARMS_ENDPOINT is not set).
 * The answer is XML of which only the names are wanted, and an alarm's name holds no `<`.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html
 */
export async function ringingAlarms(): Promise<readonly string[] | undefined> {
  const { ALARMS_ENDPOINT: endpoint, ALARMS_PREFIX: prefix } = process.env
  if (!endpoint || !prefix) return undefined
  const body = new URLSearchParams({
    Action: 'DescribeAlarms',
    Version: '2010-08-01',
    AlarmNamePrefix: prefix,
    StateValue: 'ALARM',
    MaxRecords: '100',
  }).toString()
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const answer = await awsClient('monitoring').fetch(endpoint, { method: 'POST', headers, body })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`the alarms answered ${answer.status}`)
  return [...text.matchAll(/<AlarmName>([^<]+)<\/AlarmName>/g)].map(([, name]) => name ?? '')
}
