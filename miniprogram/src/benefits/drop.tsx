import type { ProblemDocument } from '@gonghui/shared/lib/problems'
import { useRouter } from '@tarojs/taro'
import { useEffect, useState } from 'react'
import { openDrop } from '../lib/drop-words'
import { memberOf, useMe } from '../lib/me'
import { arriveAt } from '../lib/return-to'
import { useJoinScan } from '../lib/use-join-scan'
import { Button } from '../ui/button'
import { Page } from '../ui/page'
import { Loading, Offline, Refused } from '../ui/states'
import { DropAction } from './drop-action'
import { DropFace } from './drop-face'
import { Granted } from './granted'
import { NotDrawn } from './not-drawn'
import { NotGranted } from './not-granted'
import { OpeningNotDrawn } from './opening-not-drawn'
import { useClaim } from './use-claim'
import { useDrop } from './use-drop'

interface SignInFirstProps {
  readonly problem: ProblemDocument
  readonly onBack: () => void
  readonly onSignedIn: () => void
}

/** The sign-in ran out under the tap. Nobody has looked at the claim: it is pending, and goes on after the sign-in. */
function SignInFirst({ problem, onBack, onSignedIn }: SignInFirstProps) {
  return (
    <Page title="福利" onBack={onBack}>
      <Refused problem={problem} onSignedIn={onSignedIn} loginWords="登录后接着抢" />
    </Page>
  )
}

/** One drop: what it is, whether I may, and the button; after the tap, what became of it. */
export default function DropPage() {
  const { dropId = '', preview } = useRouter().params
  const isPreview = preview === '1'
  const memberId = memberOf(useMe())?.memberId
  const { state, claim, putAway } = useClaim(dropId, memberId)
  const drop = useDrop(dropId, { isPreview, looksAgain: state.kind === 'idle' })
  const scan = useJoinScan()
  const { answer, body, phase, way, reload } = drop
  const [seesDraw, seeDraw] = useState(false)
  useEffect(() => {
    if (memberId) arriveAt(openDrop(dropId))
  }, [memberId, dropId])

  // What was granted or refused changes what the page behind it says.
  const ended = state.kind === 'granted' || state.kind === 'refused' || state.kind === 'not-drawn'
  useEffect(() => {
    if (ended) void reload()
  }, [ended, reload])

  if (state.kind === 'granted')
    return <Granted voucher={state.voucher} serverTime={state.serverTime} body={body} />
  if (state.kind === 'refused' && state.problem.status === 401)
    return (
      <SignInFirst
        problem={state.problem}
        onBack={putAway}
        onSignedIn={() => claim(1, body?.drop.opening !== undefined)}
      />
    )
  if (state.kind === 'not-drawn' && body)
    return <OpeningNotDrawn drop={body.drop} outcome={state.outcome} onBack={putAway} />
  if (state.kind === 'refused') return <NotGranted problem={state.problem} body={body} onBack={putAway} />
  if (seesDraw && body?.drop.lottery && body.entry)
    return (
      <NotDrawn
        drop={body.drop}
        lottery={body.drop.lottery}
        entry={body.entry}
        onBack={() => seeDraw(false)}
      />
    )
  if (!body || !phase || !way)
    return (
      <Page title="福利">
        {answer.kind === 'loading' && <Loading rows={4} />}
        {answer.kind === 'offline' && <Offline busy={answer.busy} onRetry={reload} />}
        {answer.kind === 'refused' && <Refused problem={answer.problem} />}
      </Page>
    )
  if (isPreview)
    return (
      <Page head="picture" bottom={<Button disabled>预览，不能领取</Button>}>
        <DropFace body={body} phase={phase} onTurn={drop.onTurn} />
      </Page>
    )
  return (
    <Page
      head="picture"
      bottom={
        <DropAction
          drop={body.drop}
          reminded={body.reminded}
          balance={body.points?.balance}
          way={way}
          state={state}
          onClaim={claim}
          onScan={scan.open}
          onTurn={drop.onTurn}
          onReread={reload}
          onSeeDraw={() => seeDraw(true)}
        />
      }
    >
      <DropFace body={body} phase={phase} onTurn={drop.onTurn} />
      {scan.sheet}
    </Page>
  )
}
