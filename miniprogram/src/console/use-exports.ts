import { type Exported, getExport, listExports } from '@gonghui/shared/benefits/exports'
import { useCallback, useState } from 'react'
import { call } from '../lib/api'
import { saveFileOf } from '../lib/job-file'
import { useGrant } from '../lib/use-grant'
import { useList } from '../lib/use-list'
import { useWhileSeen } from '../lib/use-while-seen'
import { sayInFull } from '../ui/toast'

const ASK_EVERY_MS = 1_000

const isUnderWay = ({ state }: Exported) => state === 'waiting' || state === 'running'

/** One's own exports; while some are being made, how far they are is asked every second. */
export function useExports() {
  const { me, grant } = useGrant('operator', 'staff', 'auditor')
  const list = useList(listExports, grant ? {} : undefined)
  const [newer, setNewer] = useState<Readonly<Record<string, Exported>>>({})
  const items = list.items.map((one) => newer[one.jobId] ?? one)
  const waiting = items.filter(isUnderWay).map(({ jobId }) => jobId)
  const names = waiting.join(' ')

  const follow = useCallback(async () => {
    const asked = names.split(' ').filter(Boolean)
    const answers = await Promise.all(asked.map((jobId) => call(getExport, { params: { jobId } })))
    const known = answers.flatMap((ended) =>
      ended.kind === 'answer' ? [[ended.body.jobId, ended.body]] : [],
    )
    setNewer((before) => ({ ...before, ...Object.fromEntries(known) }))
  }, [names])
  useWhileSeen(follow, ASK_EVERY_MS, waiting.length > 0)

  const save = async (jobId: string) => {
    const said = await saveFileOf(() => call(getExport, { params: { jobId } }))
    if (said !== undefined) sayInFull(said)
  }
  return { me, grant, list, items, save }
}
