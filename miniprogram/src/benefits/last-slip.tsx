import type { Redemption } from '@gonghui/shared/benefits/redemptions'
import { epochMsOf, MINUTE_MS } from '@gonghui/shared/lib/instant'
import { useState } from 'react'
import { serverNowMs } from '../lib/server-clock'
import { clockOf } from '../lib/words'
import { Button } from '../ui/button'
import { Card, Row } from '../ui/card'
import { Field } from '../ui/field'
import { Confirm } from '../ui/sheet'
import { toast } from '../ui/toast'
import { undo } from './use-clerk'

type Undoing =
  | { readonly kind: 'no' }
  | { readonly kind: 'asking'; readonly error?: string }
  | { readonly kind: 'sending' }

/** The last slip may be taken back for ten minutes, with a reason. */
export function LastSlip({ slip, onUndone }: { readonly slip: Redemption; readonly onUndone: () => void }) {
  const [undoing, setUndoing] = useState<Undoing>({ kind: 'no' })
  const [reason, setReason] = useState('')
  const minutes = Math.max(1, Math.ceil((epochMsOf(slip.undoUntil) - serverNowMs()) / MINUTE_MS))

  const send = async () => {
    setUndoing({ kind: 'sending' })
    const error = await undo(slip.redemptionId, reason.trim())
    if (error) return setUndoing({ kind: 'asking', error })
    setUndoing({ kind: 'no' })
    setReason('')
    toast('已撤销，券又可以用了')
    onUndone()
  }

  return (
    <Card id="last-slip">
      <Row
        icon="undo"
        title={`上一单 ${clockOf(slip.at)}・券尾号 ${slip.shortCodeTail}`}
        under={`${minutes} 分钟内可撤销，需写原因`}
        end={
          <Button id="undo" tone="quiet" shape="pill" onTap={() => setUndoing({ kind: 'asking' })}>
            撤销
          </Button>
        }
      />
      {undoing.kind !== 'no' && (
        <Confirm
          title={`撤销券尾号 ${slip.shortCodeTail}？`}
          body={
            <Field
              id="undo-reason"
              label="撤销原因"
              value={reason}
              onChange={setReason}
              placeholder="例如：扫错了人"
              error={undoing.kind === 'asking' ? undoing.error : undefined}
            />
          }
          yes="撤销这一单"
          tone="danger"
          disabled={!reason.trim()}
          busy={undoing.kind === 'sending' && '正在撤销…'}
          onNo={() => setUndoing({ kind: 'no' })}
          onYes={() => void send()}
        />
      )}
    </Card>
  )
}
