import { CSV_TYPE, XLSX_TYPE } from '@gonghui/shared/lib/files'
import type { ProblemDocument } from '@gonghui/shared/lib/problems'
import { MAX_BANK_BYTES, putQuiz, type QuizFace, uploadBank } from '@gonghui/shared/reading/quizzes'
import { useState } from 'react'
import { call } from '../lib/api'
import { type PickedFile, pickFile } from '../lib/pick-file'
import { refusalWords, saidOf, untilKnown } from '../lib/until-known'
import { toast } from '../ui/toast'

const countOf = (typed: string): number => (/^\d{1,5}$/.test(typed.trim()) ? Number(typed) : -1)

const formOf = (quiz: QuizFace | undefined) => ({
  title: quiz?.title ?? '',
  draw: String(quiz?.draw ?? 5),
  passMark: String(quiz?.passMark ?? 3),
  attemptsADay: String(quiz?.attemptsADay ?? 2),
  minutes: String(quiz?.minutes ?? 10),
  points: String(quiz?.points ?? 30),
  winners: quiz?.lottery ? String(quiz.lottery.winners) : '',
  prize: quiz?.lottery ? String(quiz.lottery.points) : '',
  csv: '',
})
export type QuizForm = ReturnType<typeof formOf>

function planOf({ title, draw, passMark, attemptsADay, minutes, points, winners, prize }: QuizForm) {
  return {
    title: title.trim(),
    draw: countOf(draw),
    passMark: countOf(passMark),
    attemptsADay: countOf(attemptsADay),
    minutes: countOf(minutes),
    points: countOf(points),
    ...(winners.trim() ? { lottery: { winners: countOf(winners), points: countOf(prize) } } : {}),
  }
}

function refusedWords(problem: ProblemDocument): string {
  const bad = (problem.facts?.bad ?? []) as readonly { line: number; wrong: string }[]
  return bad.length > 0
    ? bad.map(({ line, wrong }) => `第 ${line} 行：${wrong}`).join('；')
    : refusalWords(problem)
}

interface Place {
  readonly campaignId: string
  readonly quizId: string
  /** As it was when the sheet was opened, whatever the list behind it shows since; none: a new one. */
  readonly quiz: QuizFace | undefined
}

interface Ways {
  /** The list is not as it was read. */
  readonly onChanged: () => Promise<void>
  readonly onClose: () => void
}

/** What is typed of one quiz, and its way to the server: under the revision that was read, so that it replaces no other. */
export function useQuizForm({ campaignId, quizId, quiz }: Place, { onChanged, onClose }: Ways) {
  const [form, setForm] = useState(() => formOf(quiz))
  const [file, setFile] = useState<PickedFile>()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string>()
  const change = (part: Partial<QuizForm>) => setForm((before) => ({ ...before, ...part }))

  /** Sends a file; undefined where it did not come, which is said. */
  const send = async (picked: PickedFile): Promise<string | undefined> => {
    const type = /\.xlsx$/i.test(picked.name) ? XLSX_TYPE : CSV_TYPE
    const uploaded = await untilKnown(() =>
      call(uploadBank, { params: { campaignId }, body: { type, size: picked.size } }),
    )
    if (uploaded.kind !== 'answer') setError(saidOf(uploaded))
    else if ((await picked.send(uploaded.body)) === 'sent') return uploaded.body.fileId
    else setError('文件没有传上去，请再选一次')
    return undefined
  }

  const pick = async () => {
    const picked = await pickFile(['csv', 'xlsx', 'txt'])
    if (!picked) return
    if (picked.size === 0 || picked.size > MAX_BANK_BYTES) return setError('文件要在 2 MB 以内，不能是空的')
    setFile(picked)
    setError(undefined)
  }

  const store = async () => {
    const fileId = file && (await send(file))
    if (file && !fileId) return
    const bank = fileId ? { fileId } : { csv: form.csv }
    const body = { revision: quiz?.revision ?? 0, plan: planOf(form), ...bank }
    const ended = await untilKnown(() => call(putQuiz, { params: { campaignId, quizId }, body }))
    if (ended.kind === 'answer') {
      toast(`已存好，题库 ${ended.body.quiz.bank} 题`)
      await onChanged()
      return onClose()
    }
    if (ended.kind !== 'refused') return setError(saidOf(ended, '请再点一次'))
    if (ended.problem.code === 'quiz-changed') await onChanged()
    setError(refusedWords(ended.problem))
  }

  const save = async () => {
    if (!form.title.trim() || !(form.csv.trim() || file))
      return setError('请填写名称，并粘贴题库或选一个文件')
    if ((form.winners.trim() === '') !== (form.prize.trim() === ''))
      return setError('抽奖要写抽几人和每人多少积分；不抽奖就都空着')
    setBusy(true)
    await store()
    setBusy(false)
  }

  return { form, change, file, pick, busy, error, save }
}
