/** The generated pages of `docs/`: what they say comes from the values the product runs on, so it cannot go stale. */
import { steps } from '@gonghui/functions/matchmaking/introduction.rule'
import { accessPatterns, type Pattern } from '@gonghui/functions/table/access-patterns'
import { personalData } from '@gonghui/functions/table/personal-data'
import { benefitsProblems } from '@gonghui/shared/benefits/problems'
import { everyContract } from '@gonghui/shared/every-contract'
import type { Contract } from '@gonghui/shared/lib/contract'
import { type Catalog, jobProblems, serverProblems, sheetProblems } from '@gonghui/shared/lib/problems'
import { matchmakingProblems } from '@gonghui/shared/matchmaking/problems'
import { membershipProblems } from '@gonghui/shared/membership/problems'
import { messagesProblems } from '@gonghui/shared/messages/problems'
import { readingProblems } from '@gonghui/shared/reading/problems'
import { reviewParts } from './review.ts'

const WRITTEN = '<!-- Written by `npm run docs`; change the code, not this page. -->'

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

const page = (title: string, about: string, ...parts: string[]): string =>
  `${[`# ${title}`, WRITTEN, about, ...parts].join('\n\n')}\n`

const capabilityOf = ({ name }: Contract) => name.slice(0, name.indexOf('.'))

function apiPage(): string {
  const capabilities = [...new Set(everyContract.map(capabilityOf))]
  const sections = capabilities.map((capability) => {
    const rows = everyContract
      .filter((contract) => capabilityOf(contract) === capability)
      .map(({ method, path, audience, summary, replies, refusals, needsKey }) => [
        `\`${method} ${path}\``,
        summary,
        typeof audience === 'string' ? audience : audience.join(', '),
        Object.keys(replies).join(', '),
        Object.keys(refusals)
          .map((code) => `\`${code}\``)
          .join(' '),
        needsKey ? 'yes' : '',
      ])
    return `## ${capability}\n\n${table(['call', 'what', 'who', 'answers', 'refusals, in order', 'key'], rows)}`
  })
  const about =
    'Every endpoint, from its contract in `shared/`. Schemas are in `GET /v1/openapi.json`; “key” means an `Idempotency-Key` header. Any call may also answer one of the server’s own refusals ([problem codes](problem-codes.md)).'
  return page('API', about, ...sections)
}

function problemsPage(): string {
  const catalogs: readonly (readonly [string, string, Catalog])[] = [
    ['The server', 'shared/lib/problems.ts', serverProblems],
    ['Jobs', 'shared/lib/problems.ts', jobProblems],
    ['Table files', 'shared/lib/problems.ts', sheetProblems],
    ['membership', 'shared/membership/problems.ts', membershipProblems],
    ['benefits', 'shared/benefits/problems.ts', benefitsProblems],
    ['reading', 'shared/reading/problems.ts', readingProblems],
    ['matchmaking', 'shared/matchmaking/problems.ts', matchmakingProblems],
    ['messages', 'shared/messages/problems.ts', messagesProblems],
  ]
  const sections = catalogs.map(([title, file, catalog]) => {
    const rows = Object.entries(catalog).map(([code, words]) => [
      `\`${code}\``,
      String(words.status),
      words.title,
      words.next,
    ])
    return `## ${title}\n\nIn \`${file}\`, in order of precedence.\n\n${table(['code', 'status', 'what the person reads', 'what to do next'], rows)}`
  })
  return page('Problem codes', 'Every refusal is RFC 9457 problem JSON with one of these codes.', ...sections)
}

function patternsPage(): string {
  const rows = Object.entries(accessPatterns).map(([question, [pk, sk]]) => [
    question,
    `\`${pk}\``,
    `\`${sk}\``,
  ])
  const about = 'What the product asks of its one table, from `functions/table/access-patterns.ts`.'
  return page('Access patterns', about, table(['question', 'partition key', 'sort key'], rows))
}

function personalDataPage(): string {
  const fates = {
    goes: '删除',
    nameless: '留作台账，背后不再有人',
    fades: '到期自动删除',
    others: '经办记录，保留',
  } as const
  const rows = Object.entries(personalData).map(([pattern, { holds, onErasure, kept }]) => [
    pattern,
    `\`${accessPatterns[pattern as Pattern][0]}\``,
    holds,
    kept,
    fates[onErasure],
  ])
  const about =
    'Every row that is about somebody, from `functions/table/personal-data.ts`: what it holds, how long it is kept, and what becomes of it when they have themselves erased. The export and the erasure work by this table; `infra/proofs/personal-data.test.ts` looks through the whole database for names, phones and ids to see that it tells the truth. Files: exports are deleted after a day, imports after a week (`infra/aws/files.yml`); logs after 30 days, and no name or phone is ever in them.'
  return page('Personal data', about, table(['row', 'partition', '内容', '保存多久', '注销时'], rows))
}

function introductionsPage(): string {
  const arrows = steps.map(({ from, deed, to, by }) => `  ${from} --> ${to}: ${deed}（${by}）`)
  const drawing = ['```mermaid', 'stateDiagram-v2', '  [*] --> strangers', ...arrows, '```'].join('\n')
  const rows = steps.map(({ from, deed, to, both, by }) => [
    `\`${from}\``,
    `\`${deed}\``,
    `\`${to}\``,
    both ? 'yes' : '',
    by,
  ])
  const about =
    'All that can happen between two singles, from `functions/matchmaking/introduction.rule.ts`. What is not drawn cannot happen; “both” means that the state moves on once both sides have done it.'
  return page('Introductions', about, drawing, table(['from', 'deed', 'to', 'both', 'who and how'], rows))
}

const reviewPage = () =>
  page(
    'Review',
    'What to hand in with a submission to WeChat’s review (提交审核), from `infra/docs/review.ts`: the privacy guide by what the screens really call, the notice in force, the way to erase an account.',
    ...reviewParts(),
  )

export const pages: Readonly<Record<string, () => string>> = {
  'docs/api.md': apiPage,
  'docs/problem-codes.md': problemsPage,
  'docs/access-patterns.md': patternsPage,
  'docs/review.md': reviewPage,
  'docs/personal-data.md': personalDataPage,
  'docs/introductions.md': introductionsPage,
}
