/** What each packaged function is asked, and what it must answer over an empty table. */

export interface Ask {
  readonly what: string
  readonly event: unknown
  /** Status and problem code; for a job `done`, or what it throws. */
  readonly expected: string
}

function eventOf(routeKey: string, path: string, token: string, params: Record<string, string> = {}) {
  const [method = ''] = routeKey.split(' ')
  const http = { method, path, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'load-bundles' }
  return {
    version: '2.0',
    routeKey,
    rawPath: path,
    rawQueryString: '',
    headers: {
      host: 'localhost',
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'content-length': '2',
    },
    pathParameters: params,
    requestContext: { http, routeKey, stage: '$default', requestId: 'request', domainName: 'localhost' },
    body: '{}',
    isBase64Encoded: false,
  }
}

export function asked(name: string, token: string): Ask[] {
  const ask = (route: string, expected: string, path = route.split(' ')[1] ?? '', params = {}) => ({
    what: route,
    event: eventOf(route, path, token, params),
    expected,
  })
  const forged = `${token.slice(0, -2)}AA`
  const nowhere = ask('GET /v1/nowhere', '404 route-unknown')
  const drop = { dropId: 'drp_01J00000000000000000000000' }
  const claim = 'POST /v1/benefits/drops/{dropId}/claim'
  const calls: Record<string, Ask[]> = {
    membership: [
      nowhere,
      ask('GET /v1/membership/me', '200'),
      ask('GET /v1/membership/orgs', '404 org-unknown'),
    ],
    orgs: [nowhere, ask('POST /v1/membership/managed-orgs', '403 role-missing')],
    joining: [nowhere, ask('GET /v1/membership/roster', '403 role-missing')],
    account: [nowhere, ask('GET /v1/membership/devices', '200'), ask('GET /v1/membership/privacy', '200')],
    benefits: [nowhere, ask('GET /v1/benefits/drops', '200'), ask('GET /v1/benefits/vouchers', '200')],
    messages: [nowhere, ask('GET /v1/messages', '200'), ask('GET /v1/messages/subscriptions', '200')],
    claim: [
      nowhere,
      ask(claim, '404 drop-unknown', `/v1/benefits/drops/${drop.dropId}/claim`, drop),
      { what: 'forged token', event: eventOf(claim, '/', forged, drop), expected: '401 token-invalid' },
    ],
    opening: [
      nowhere,
      ask(
        'POST /v1/benefits/drops/{dropId}/opening',
        '404 drop-unknown',
        `/v1/benefits/drops/${drop.dropId}/opening`,
        drop,
      ),
    ],
    preflight: [
      nowhere,
      ask(
        'GET /v1/benefits/drops/{dropId}/preflight',
        '403 role-missing',
        '/v1/benefits/drops/x/preflight',
        drop,
      ),
    ],
    dropday: [
      nowhere,
      ask('GET /v1/benefits/drops/{dropId}/deeds', '403 role-missing', '/v1/benefits/drops/x/deeds', drop),
    ],
    rehearsal: [
      nowhere,
      ask(
        'POST /v1/benefits/drops/{dropId}/rehearsals',
        '403 role-missing',
        '/v1/benefits/drops/x/rehearsals',
        drop,
      ),
    ],
    redeem: [nowhere, ask('GET /v1/benefits/my-outlets', '403 role-missing')],
    records: [nowhere, ask('GET /v1/benefits/exports', '403 role-missing')],
    reading: [nowhere, ask('GET /v1/reading/campaigns', '200')],
    matchmaking: [
      nowhere,
      ask('GET /v1/matchmaking/profile', '200'),
      ask('GET /v1/matchmaking/suggestions', '404 profile-missing'),
      ask('GET /v1/matchmaking/cases', '403 role-missing'),
    ],
    standings: [{ what: 'the minute', event: {}, expected: 'done' }],
    console: [
      ask('GET /v1/health', '200'),
      ask('GET /v1/openapi.json', '200'),
      ask('GET /console/api', '200'),
      ask('GET /console/nowhere', '404'),
    ],
    wechat: [ask('POST /v1/wechat/events', '403'), ask('GET /v1/wechat/events', '403')],
    people: [
      { what: 'work', event: { job: 'work' }, expected: 'done' },
      { what: 'forget', event: { job: 'forget' }, expected: 'done' },
      { what: 'an unknown job', event: { job: 'tea' }, expected: 'there is no job called tea' },
    ],
    jobs: [
      { what: 'repair', event: { job: 'repair' }, expected: 'done' },
      { what: 'work', event: { job: 'work' }, expected: 'done' },
      { what: 'an unknown job', event: { job: 'tea' }, expected: 'there is no job called tea' },
    ],
  }
  const asks = calls[name]
  if (!asks) throw new Error(`nothing is known to ask of the function ${name}: add it to bundle-calls.ts`)
  return asks
}

/** A function's answer in the words of `expected`. */
export function readAnswer({ value, fault }: { value?: unknown; fault?: string }): string {
  if (fault !== undefined) return fault
  const { statusCode, body } = (value ?? {}) as { statusCode?: number; body?: string }
  if (statusCode === undefined) return 'done'
  const code = /"code":"([\w-]+)"/.exec(body ?? '')?.[1]
  return statusCode >= 400 && code ? `${statusCode} ${code}` : String(statusCode)
}
