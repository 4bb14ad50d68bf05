import { getVoucher } from '@gonghui/shared/benefits/vouchers'
import { useRouter } from '@tarojs/taro'
import { useAnswer } from '../lib/use-answer'
import { useWhileSeen } from '../lib/use-while-seen'
import { Card } from '../ui/card'
import { Page } from '../ui/page'
import { Loading, Offline, Refused, StaleStrip } from '../ui/states'
import { VoucherTicket } from './voucher-ticket'

/** How often the page looks whether the clerk has redeemed it. */
const LOOK_EVERY_MS = 6_000

export default function VoucherPage() {
  const voucherId = useRouter().params.voucherId ?? ''
  // Kept on the phone: the short code's page must open in a cellar too.
  const { answer, reload } = useAnswer(
    getVoucher,
    { params: { voucherId } },
    { keepAs: `voucher-${voucherId}` },
  )
  const voucher = answer.kind === 'ready' ? answer.body.voucher : undefined
  const live = voucher?.state === 'issued'
  // The ticket with a QR is tall, and the red reaches below its notch.
  const hasQr = live && voucher.redeemedAt === 'here'

  useWhileSeen(reload, LOOK_EVERY_MS, live)

  return (
    <Page title="券码" head="red" band={hasQr ? 480 : 130}>
      {answer.kind === 'loading' && <Loading rows={3} />}
      {answer.kind === 'offline' && (
        <Card>
          <Offline busy={answer.busy} onRetry={reload} />
        </Card>
      )}
      {answer.kind === 'refused' && (
        <Card>
          <Refused problem={answer.problem} />
        </Card>
      )}
      {answer.kind === 'ready' && answer.stale && <StaleStrip onRetry={reload} />}
      {answer.kind === 'ready' && <VoucherTicket {...answer.body} onChange={reload} />}
    </Page>
  )
}
