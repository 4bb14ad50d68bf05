import { getOrgFigures, type OrgFigures } from '@gonghui/shared/benefits/figures'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { useAnswer } from '../lib/use-answer'
import { grouped, secondsOf } from '../lib/words'
import { Card, SectionHead } from '../ui/card'
import { Loading, Offline, Refused } from '../ui/states'
import { type Column, Table } from '../ui/table'
import { shareOf } from './funnel-card'

const columns: readonly Column<OrgFigures>[] = [
  {
    name: '单位',
    width: 'minmax(0, 2fr)',
    cell: ({ orgName, hasBelow }) => (
      <Text className={hasBelow ? 'claims-open' : ''}>
        {orgName}
        {hasBelow ? ' ›' : ''}
      </Text>
    ),
  },
  {
    name: '抢到',
    width: '80px',
    end: true,
    cell: ({ claims }) => <Text className="numbers">{grouped(claims)}</Text>,
  },
  {
    name: '核销',
    width: '80px',
    end: true,
    cell: ({ redeemed }) => <Text className="numbers">{grouped(redeemed)}</Text>,
  },
  {
    name: '核销率',
    width: '80px',
    end: true,
    cell: ({ redeemed, claims }) => <Text className="numbers">{shareOf(redeemed, claims)}</Text>,
  },
]

type Opened = Pick<OrgFigures, 'orgId' | 'orgName'>

/** 按单位: one org opened at a time, down through the four levels; what stands above includes what lies below. */
export function OrgFiguresCard({ dropId }: { readonly dropId: string }) {
  const [opened, setOpened] = useState<readonly Opened[]>([])
  const under = opened.at(-1)?.orgId
  const { answer, reload } = useAnswer(getOrgFigures, { params: { dropId }, query: under ? { under } : {} })
  const body = answer.kind === 'ready' ? answer.body : undefined
  return (
    <Card id="org-figures">
      <SectionHead
        title="按单位"
        end={body && <Text className="t12 quiet numbers">抢到截至 {secondsOf(body.asOf)}</Text>}
      />
      {(body || opened.length > 0) && (
        <View className="claims-path t14">
          <Text
            className={opened.length > 0 ? 'claims-open' : 'bold'}
            id="org-top"
            onClick={() => setOpened([])}
          >
            {opened.length > 0 ? '全部' : body?.under.orgName}
          </Text>
          {opened.map(({ orgId, orgName }, depth) => (
            <Text
              key={orgId}
              className={depth < opened.length - 1 ? 'claims-open' : 'bold'}
              onClick={() => setOpened(opened.slice(0, depth + 1))}
            >
              {' › '}
              {orgName}
            </Text>
          ))}
          {body && (
            <Text className="quiet numbers">
              {' '}
              抢到 {grouped(body.under.claims)}，核销 {grouped(body.under.redeemed)}
            </Text>
          )}
        </View>
      )}
      {answer.kind === 'loading' && <Loading rows={3} />}
      {answer.kind === 'offline' && <Offline busy={answer.busy} onRetry={reload} />}
      {answer.kind === 'refused' && <Refused problem={answer.problem} />}
      {body && body.items.length > 0 && (
        <Table
          id="org-figure"
          columns={columns}
          rows={body.items}
          keyOf={({ orgId }) => orgId}
          onTap={({ orgId, orgName, hasBelow }) => hasBelow && setOpened([...opened, { orgId, orgName }])}
        />
      )}
      {body && body.items.length === 0 && (
        <Text className="t14 quiet">{opened.length > 0 ? '都是这个单位直属的会员。' : '还没有人抢到。'}</Text>
      )}
    </Card>
  )
}
