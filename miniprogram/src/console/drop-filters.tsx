import { dropKinds } from '@gonghui/shared/benefits/drop-plan'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { kindWords } from '../lib/drop-words'
import { Button } from '../ui/button'
import { Card } from '../ui/card'
import { Chips, Choice, Field } from '../ui/field'
import { MomentField } from '../ui/moment-field'
import type { DropFilter, useDropList } from './use-drop-list'

const states: readonly { value: DropFilter['state']; text: string }[] = [
  { value: 'all', text: '全部' },
  { value: 'draft', text: '草稿' },
  { value: 'scheduled', text: '待开抢' },
  { value: 'open', text: '进行中' },
  { value: 'paused', text: '已暂停' },
  { value: 'closed', text: '已结束' },
]

const kinds = [
  { value: 'all' as const, text: '全部' },
  ...dropKinds.map((kind) => ({ value: kind, text: kindWords[kind] })),
]

const sorts = [
  { value: 'newest', text: '新建在前' },
  { value: 'opens', text: '按开抢时间' },
] as const

const reaches = [
  { value: 'own', text: '只看本单位' },
  { value: 'below', text: '连同下级' },
] as const

/** Filters as chips; the rarer ones are folded. */
export function DropFilters({ of }: { readonly of: ReturnType<typeof useDropList> }) {
  const { sets, filter, change, typed, setTyped, search } = of
  const [open, setOpen] = useState(false)
  const folded = [
    filter.kind !== 'all',
    filter.sort !== 'newest',
    filter.reach !== 'own',
    filter.setId !== 'all',
    filter.from || filter.until,
  ]
  const count = folded.filter(Boolean).length
  return (
    <View className="drops-filter">
      <View className="drops-search">
        <Chips id="filter" value={filter.state} options={states} onChange={(state) => change({ state })} />
        <View className="row drops-words">
          <Field
            id="search"
            label=""
            value={typed}
            onChange={setTyped}
            onEnter={search}
            max={40}
            placeholder="标题、主办单位"
          />
          <Button id="search-go" tone="pale" shape="small" onTap={search}>
            找
          </Button>
          <Button id="more-filters" tone="line" shape="small" onTap={() => setOpen(!open)}>
            {count > 0 ? `筛选（${count}）` : '筛选'}
          </Button>
        </View>
      </View>
      {open && (
        <Card id="filters">
          <View className="editor-pair">
            <Choice
              id="kind"
              label="类别"
              value={filter.kind}
              options={kinds}
              onChange={(kind) => change({ kind })}
            />
            <Choice
              id="sort"
              label="排序"
              value={filter.sort}
              options={sorts}
              onChange={(sort) => change({ sort })}
            />
            <Choice
              id="reach"
              label="范围"
              value={filter.reach}
              options={reaches}
              onChange={(reach) => change({ reach })}
            />
            <View>
              {sets.length > 0 && (
                <Choice
                  id="set"
                  label="活动"
                  value={filter.setId}
                  options={[
                    { value: 'all', text: '全部' },
                    ...sets.map(({ setId, name }) => ({ value: setId, text: name })),
                  ]}
                  onChange={(setId) => change({ setId })}
                />
              )}
            </View>
            <MomentField
              id="opens-from"
              label="开抢不早于"
              value={filter.from}
              onChange={(from) => change({ from })}
            />
            <MomentField
              id="opens-until"
              label="开抢早于"
              value={filter.until}
              onChange={(until) => change({ until })}
            />
          </View>
        </Card>
      )}
    </View>
  )
}
