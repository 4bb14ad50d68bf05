import type { Found } from '@gonghui/shared/benefits/look-ups'
import { voidVoucher } from '@gonghui/shared/benefits/voids'
import { useState } from 'react'
import { Choice } from '../ui/field'
import { BlastPanel } from './blast-panel'
import { DeedDialog } from './deed-dialog'

type Stead = 'yes' | 'no'
const steads: readonly { readonly value: Stead; readonly text: string }[] = [
  { value: 'yes', text: '作废，补发一张新的' },
  { value: 'no', text: '只作废' },
]

interface VoidDialogProps {
  readonly one: Found
  readonly onChanged: () => unknown
  readonly onClose: () => void
}

/** 作废、补发: what it does is told by the server as the voucher stands now. */
export function VoidDialog({ one: { voucherId, dropId, nameMasked }, ...rest }: VoidDialogProps) {
  const [reissue, setReissue] = useState<Stead>('yes')
  return (
    <DeedDialog
      {...rest}
      to={voidVoucher}
      title={`作废${nameMasked}的这张券？`}
      words="作废不能恢复。原因会员在券包里看得到，请写清楚、写客气。"
      yes={reissue === 'yes' ? '作废并补发' : '作废'}
      busy="正在作废…"
      tone="danger"
      example="会员说短码被别人看到，换一张"
      given={(reason) => ({ params: { voucherId }, body: { reason, reissue: reissue === 'yes' } })}
      done={({ reissued }) => (reissued ? '已作废，新券已在会员券包里' : '已作废')}
    >
      <Choice id="void-reissue" label="要不要补发" value={reissue} options={steads} onChange={setReissue} />
      <BlastPanel key={reissue} dropId={dropId} query={{ deed: 'void-voucher', voucherId, reissue }} />
    </DeedDialog>
  )
}
