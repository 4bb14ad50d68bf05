import { type Contract, takesBody } from '@gonghui/shared/lib/contract'
import type { ProblemWords } from '@gonghui/shared/lib/problems'
import { capabilityOf } from './openapi.ts'

const escaped = (text: string): string => text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`)

const STYLE = `
  body { font: 16px/1.5 "PingFang SC", "Noto Sans CJK SC", system-ui, sans-serif; color: #1d1d1f; background: #f5f5f7; margin: 0 }
  header { background: linear-gradient(135deg, #a50f15, #d93a2b); color: #fff; padding: 24px max(16px, calc(50% - 480px)) }
  main { max-width: 960px; margin: 0 auto; padding: 16px }
  section { background: #fff; border-radius: 12px; padding: 8px 24px; margin-bottom: 16px; box-shadow: 0 2px 8px rgba(29,29,31,.04) }
  details { padding: 12px 0; border-top: 1px solid #ececef } details:first-of-type { border-top: 0 }
  summary { cursor: pointer; display: flex; gap: 12px; align-items: baseline; flex-wrap: wrap }
  code { font: 14px/1.5 ui-monospace, monospace } b { color: #c8161d; min-width: 56px }
  td { padding: 4px 12px 4px 0; vertical-align: top } a { color: inherit }`

const refusalRow = ([code, { status, title, next }]: [string, ProblemWords]): string =>
  `<tr><td>${status}</td><td><code>${escaped(code)}</code></td><td>${escaped(title)}。${escaped(next)}。</td></tr>`

function entryOf(contract: Contract): string {
  const { method, path, summary, audience, replies, refusals, needsKey } = contract
  const who = typeof audience === 'string' ? audience : audience.join(', ')
  const asks = [`audience: ${who}`, `answers: ${Object.keys(replies).join(', ')}`]
  if (needsKey) asks.push('header: Idempotency-Key')
  if (takesBody(contract)) asks.push('body: JSON')
  return `<details><summary><b>${method}</b><code>${escaped(path)}</code><span>${escaped(summary)}</span></summary>
    <p>${asks.map(escaped).join(' · ')}</p><table>${Object.entries(refusals).map(refusalRow).join('')}</table></details>`
}

/** The API as a page to read in a browser; the whole of it, with schemas, is /v1/openapi.json. */
export function apiPage(contracts: readonly Contract[], version: string): string {
  const capabilities = [...new Set(contracts.map(capabilityOf))]
  const sections = capabilities.map((capability) => {
    const entries = contracts.filter((contract) => capabilityOf(contract) === capability).map(entryOf)
    return `<section><h2>${escaped(capability)}</h2>${entries.join('')}</section>`
  })
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
    <title>工惠 API</title><style>${STYLE}</style>
    <header><h1>工惠 API</h1>版本 ${escaped(version)} · <a href="/v1/openapi.json">OpenAPI 3.1</a></header>
    <main>${sections.join('')}</main></html>`
}
