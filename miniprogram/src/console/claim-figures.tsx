import type { ManagedDrop } from '@gonghui/shared/benefits/drops'
import { unitOf } from '@gonghui/shared/benefits/units'
import { Text, View } from '@tarojs/components'
import { grouped, secondsOf } from '../lib/words'
import { Card, SectionHead } from '../ui/card'
import { More } from '../ui/more'
import { Loading, Offline, Refused } from '../ui/states'
import { StockBar } from '../ui/stock-bar'
import { type Column, Table } from '../ui/table'
import { ClaimHours } from './claim-hours'
import type { Figures } from './newest-figures'
import { type OrgClaims, useClaimOrgs } from './use-claim-orgs'

/** 领取: by hour and by org, one org opened at a time. */
export function ClaimFigures({ drop, figures }: { readonly drop: ManagedDrop; readonly figures: Figures }) {
  const { counts, list, items, opened, open, backTo } = useClaimOrgs(drop.dropId, figures)
  const { state, reload } = list
  const under = counts?.under
  const most = Math.max(1, ...items.map((row) => row.claims))
  const columns: Column<OrgClaims>[] = [
    {
      name: '单位',
      width: 'minmax(0, 2fr)',
      cell: (row) => (
        <Text className={row.claims > row.own ? 'claims-open' : ''}>
          {row.orgName}
          {row.claims > row.own ? ' ›' : ''}
        </Text>
      ),
    },
    {
      name: `抢到（${unitOf(drop.kind)}）`,
      width: 'minmax(160px, 1fr)',
      end: true,
      cell: (row) => (
        <View className="row drops-left">
          <StockBar left={row.claims} total={most} />
          <Text className="bold numbers">{grouped(row.claims)}</Text>
        </View>
      ),
    },
  ]
  return (
    <Card id="claims">
      <SectionHead
        title="谁抢到了"
        end={
          counts && (
            <Text className="t12 quiet numbers" id="claims-as-of">
              截至 {secondsOf(counts.asOf)}
            </Text>
          )
        }
      />
      {under?.claims === 0 && opened.length === 0 ? (
        <Text className="t14 quiet">还没有人抢到。有人抢到后，每个时段、每个单位的数会出现在这里。</Text>
      ) : (
        <>
          <View className="claims-path t14" id="claims-path">
            {[{ orgId: drop.orgId, orgName: drop.orgName }, ...opened].map(
              ({ orgId, orgName }, depth, all) => (
                <Text
                  key={orgId}
                  id={`claims-to-${depth}`}
                  className={depth < all.length - 1 ? 'claims-open' : 'bold'}
                  onClick={() => depth < all.length - 1 && backTo(depth)}
                >
                  {depth > 0 ? ' › ' : ''}
                  {orgName}
                </Text>
              ),
            )}
            {under && (
              <Text className="quiet numbers">
                {' '}
                {grouped(under.claims)} {unitOf(drop.kind)}
                {under.own > 0 && items.length > 0 ? `，其中本级直属 ${grouped(under.own)}` : ''}
              </Text>
            )}
          </View>
          {state.kind === 'loading' && <Loading rows={2} />}
          {state.kind === 'offline' && <Offline busy={state.busy} onRetry={reload} />}
          {state.kind === 'refused' && <Refused problem={state.problem} />}
          {under && <ClaimHours hours={under.byHour} />}
          {items.length > 0 && (
            <Table
              id="claims-org"
              columns={columns}
              rows={items}
              keyOf={(row) => row.orgId}
              onTap={(row) => row.claims > row.own && open(row)}
            />
          )}
          <More list={list} />
        </>
      )}
    </Card>
  )
}
