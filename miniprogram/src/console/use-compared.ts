import { type DropFigures, getFigures } from '@gonghui/shared/benefits/figures'
import { useState } from 'react'
import { call } from '../lib/api'
import { untilKnown } from '../lib/until-known'
import { toast } from '../ui/toast'

/** The other drop that one looks at beside the first. */
export function useCompared() {
  const [compared, setCompared] = useState<DropFigures>()
  const choose = async (dropId: string | undefined) => {
    if (dropId === undefined) return setCompared(undefined)
    const ended = await untilKnown(() => call(getFigures, { params: { dropId } }))
    if (ended.kind === 'answer') setCompared(ended.body)
    else toast('没有加载出来，再试一次')
  }
  return { compared, choose }
}
