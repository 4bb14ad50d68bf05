import { type CodesReport, codesReport, importCodes } from '@gonghui/shared/benefits/codes'
import { useState } from 'react'
import * as z from 'zod/mini'
import { call } from '../lib/api'
import { untilKnown } from '../lib/until-known'

/** A file of codes is taken whole or not at all, and either way there is a report. */
export type Importing =
  | { readonly kind: 'idle' }
  | { readonly kind: 'sending' }
  | { readonly kind: 'taken'; readonly report: CodesReport }
  | { readonly kind: 'rejected'; readonly said: string; readonly report: CodesReport | undefined }

export function useCodesImport(dropId: string, onImported: () => void) {
  const [importing, setImporting] = useState<Importing>({ kind: 'idle' })
  const send = async (csv: string) => {
    setImporting({ kind: 'sending' })
    const ended = await untilKnown(() => call(importCodes, { params: { dropId }, body: { csv } }))
    if (ended.kind === 'answer') {
      setImporting({ kind: 'taken', report: ended.body.report })
      return onImported()
    }
    if (ended.kind !== 'refused')
      return setImporting({ kind: 'rejected', said: '网络没有连上，再导入一次就好', report: undefined })
    const { title, next, facts } = ended.problem
    const report = z.safeParse(codesReport, facts?.report)
    setImporting({
      kind: 'rejected',
      said: `${title}，${next}`,
      report: report.success ? report.data : undefined,
    })
  }
  return { importing, send }
}
