import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { ringingAlarms } from './alarms.store.ts'

/** As CloudWatch answers, from its reference. */
const answerOf = (names: readonly string[]) =>
  `<DescribeAlarmsResponse xmlns="http://monitoring.amazonaws.com/doc/2010-08-01/"><DescribeAlarmsResult><MetricAlarms>${names
    .map((name) => `<member><AlarmName>${name}</AlarmName><StateValue>ALARM</StateValue></member>`)
    .join('')}</MetricAlarms></DescribeAlarmsResult></DescribeAlarmsResponse>`

Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b', AWS_REGION: 'cn-north-1' })
afterEach(() => {
  delete process.env.ALARMS_ENDPOINT
})

async function answering(body: string, status = 200) {
  const asked: string[] = []
  const server = createServer((request, response) => {
    let sent = ''
    request.on('data', (part) => {
      sent += part
    })
    request.on('end', () => {
      asked.push(`${request.headers.authorization?.split(' ')[0]} ${sent}`)
      response.writeHead(status).end(body)
    })
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', () => listening()))
  const { port } = server.address() as AddressInfo
  Object.assign(process.env, { ALARMS_ENDPOINT: `http://127.0.0.1:${port}/`, ALARMS_PREFIX: 'gonghui-prod-' })
  return { asked, close: () => server.close() }
}

test('the alarms of this stage that are ringing are named, and none where none is', async () => {
  const ringing = await answering(answerOf(['gonghui-prod-ClaimErrors-1A2B', 'gonghui-prod-Throttled-3C4D']))
  expect(await ringingAlarms()).toEqual(['gonghui-prod-ClaimErrors-1A2B', 'gonghui-prod-Throttled-3C4D'])
  expect(ringing.asked[0]).toMatch(/^AWS4-HMAC-SHA256 .*AlarmNamePrefix=gonghui-prod-&StateValue=ALARM/)
  ringing.close()
  const quiet = await answering(answerOf([]))
  expect(await ringingAlarms()).toEqual([])
  quiet.close()
})

test('what does not answer well is not taken for quiet', async () => {
  const refused = await answering('<ErrorResponse/>', 403)
  await expect(ringingAlarms()).rejects.toThrow('403')
  refused.close()
  delete process.env.ALARMS_ENDPOINT
  expect(await ringingAlarms()).toBeUndefined()
})
