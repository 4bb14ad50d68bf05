import type { Instant } from '@gonghui/shared/lib/instant'
import { LARGEST_BANK, type Question, type QuizPlan } from '@gonghui/shared/reading/quizzes'
import type { SheetRow } from '../lib/sheet-file.ts'

export interface BankQuestion extends Question {
  /** The options that are right, by number, in order. */
  readonly answer: readonly number[]
}

/** A quiz as the table keeps it. */
export interface Quiz extends QuizPlan {
  readonly campaignId: string
  readonly quizId: string
  /** From 1, one more each time it is stored. */
  readonly revision: number
  readonly questions: readonly BankQuestion[]
}

/** One attempt as the table keeps it: the drawn questions with their answers, which leave the house only after it was handed in. */
export interface AttemptRow {
  readonly day: string
  readonly n: number
  readonly drawn: readonly BankQuestion[]
  readonly passMark: number
  readonly points: number
  readonly endsAt: Instant
  readonly answers?: readonly (readonly number[])[]
  readonly right?: number
}

const KINDS = { 单选: 'single', 多选: 'multiple', 判断: 'judge' } as const
const JUDGE = ['对', '错']
const RIGHT_WORDS: Readonly<Record<string, number>> = { 对: 0, 正确: 0, 错: 1, 错误: 1 }

export interface BadLine {
  readonly line: number
  readonly wrong: string
}
type Read = { readonly questions: BankQuestion[] } | { readonly bad: BadLine[] }

/** Reads a bank: 题型, 题目, 答案, 选项 A … F, a question a line. All lines that are wrong are told, or none is. */
export function readBank(rows: readonly SheetRow[]): Read {
  const questions: BankQuestion[] = []
  const bad: BadLine[] = []
  for (const [at, { line, cells }] of rows.entries()) {
    if (at === 0 && cells[0] === '题型') continue
    const read = questionIn(cells)
    if (typeof read === 'string') bad.push({ line, wrong: read })
    else questions.push(read)
    if (questions.length > LARGEST_BANK) return { bad: [{ line, wrong: `题库最多 ${LARGEST_BANK} 题` }] }
  }
  return bad.length > 0 ? { bad } : { questions }
}

/** One question; or what is wrong with its line. */
function questionIn([kindWord = '', title = '', answerWord = '', ...rest]: readonly string[]):
  | BankQuestion
  | string {
  const kind = KINDS[kindWord as keyof typeof KINDS]
  if (!kind) return '题型要写 单选、多选 或 判断'
  if (!title || title.length > 200) return '题目要有，200 字以内'
  const options = kind === 'judge' ? JUDGE : rest.filter((option) => option !== '')
  if (options.length < 2 || options.length > 6) return '选项要 2 到 6 个'
  if (options.some((option) => option.length > 100)) return '选项每个 100 字以内'
  const answer = answerOf(answerWord, kind)
  if (answer.length === 0 || answer.some((one) => one >= options.length))
    return '答案要写选项的字母，判断写 对 或 错'
  if (kind !== 'multiple' && answer.length !== 1) return '这种题只有一个答案'
  return { kind, text: title, options: [...options], answer }
}

/** A pasted bank as the rows of a table: tabs or commas, the Chinese one too, line by line. */
export const pastedRows = (csv: string): SheetRow[] =>
  csv
    .split(/\r?\n/)
    .map((text, at) => ({ line: at + 1, cells: cellsOf(text) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''))

const cellsOf = (line: string): string[] =>
  line.split(line.includes('\t') ? '\t' : /[,，]/).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'))

function answerOf(word: string, kind: Question['kind']): number[] {
  if (kind === 'judge') return word in RIGHT_WORDS ? [RIGHT_WORDS[word] ?? 0] : []
  if (!/^[A-Fa-f]+$/.test(word)) return []
  return [...new Set([...word.toUpperCase()].map((letter) => letter.charCodeAt(0) - 65))].sort(
    (a, b) => a - b,
  )
}

/** So many of the bank, each once, in an order of their own. @param pick an even draw from 0 to below the count. */
export function drawn(questions: readonly BankQuestion[], count: number, pick: (below: number) => number) {
  const left = [...questions]
  return Array.from(
    { length: Math.min(count, left.length) },
    () => left.splice(pick(left.length), 1)[0],
  ).filter((question) => question !== undefined)
}

export type SubmissionRefusal = 'attempt-submitted' | 'attempt-late' | 'answers-incomplete'

/** Why these answers are not taken: handed in already, out of time, or not an answer to each question. */
export function submissionRefusal(
  { drawn: questions, answers: before, endsAt }: AttemptRow,
  answers: readonly (readonly number[])[],
  now: Instant,
): SubmissionRefusal | undefined {
  if (before && JSON.stringify(before) !== JSON.stringify(answers)) return 'attempt-submitted'
  if (before) return undefined
  if (now >= endsAt) return 'attempt-late'
  return answers.length === questions.length ? undefined : 'answers-incomplete'
}

const isRight = ({ answer }: BankQuestion, given: readonly number[]): boolean =>
  JSON.stringify([...new Set(given)].sort((a, b) => a - b)) === JSON.stringify(answer)

export const rightOf = (
  questions: readonly BankQuestion[],
  answers: readonly (readonly number[])[],
): number => questions.filter((question, at) => isRight(question, answers[at] ?? [])).length

/** What the phone may see before it has answered. */
export const asked = ({ kind, text, options }: BankQuestion): Question => ({
  kind,
  text,
  options: [...options],
})

/** An attempt for its own member: what would have been right is told with the result, and until then to nobody. */
export const ownFaceOf = ({ drawn: questions, ...attempt }: AttemptRow) => ({
  ...attempt,
  drawn: attempt.answers ? questions : questions.map(asked),
})
