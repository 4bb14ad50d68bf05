import { listOutlets } from '@gonghui/shared/benefits/outlets'
import { useList } from '../lib/use-list'
import { Choice } from '../ui/field'
import { More } from '../ui/more'
import { Loading, Offline, Refused } from '../ui/states'

/** The outlets of the org, for a clerk's counter. One that has closed is among them: what was claimed is redeemed there still. */
export function OutletChoice({
  orgId,
  value,
  onChange,
}: {
  readonly orgId: string
  readonly value: string
  readonly onChange: (outletId: string) => void
}) {
  const list = useList(listOutlets, { orgId })
  const { state, items } = list
  if (state.kind === 'loading') return <Loading rows={1} />
  if (state.kind === 'offline') return <Offline busy={state.busy} onRetry={list.reload} />
  if (state.kind === 'refused') return <Refused problem={state.problem} />
  return (
    <>
      <Choice
        id="role-outlet"
        label="在哪个网点核销"
        value={value}
        options={items.map(({ outletId, name, closedAt }) => ({
          value: outletId,
          text: closedAt === undefined ? name : `${name}（已闭店）`,
        }))}
        onChange={onChange}
        hint={
          items.length === 0 ? '这家工会还没有网点，请运营先在“网点”里登记' : '核销员只能核销这个网点的券'
        }
      />
      <More list={list} />
    </>
  )
}
