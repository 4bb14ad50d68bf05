import { listManagedDrops } from '@gonghui/shared/benefits/drops'
import type { DropFigures } from '@gonghui/shared/benefits/figures'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { useGrant } from '../lib/use-grant'
import { useList } from '../lib/use-list'
import { dateOf } from '../lib/words'
import { Button } from '../ui/button'
import { More } from '../ui/more'
import { Sheet } from '../ui/sheet'

/** 和另一场比: another of the union's drops, or none. */
export function CompareChoice({
  dropId,
  chosen,
  onChoose,
}: {
  readonly dropId: string
  readonly chosen: DropFigures | undefined
  readonly onChoose: (dropId: string | undefined) => void
}) {
  const [open, setOpen] = useState(false)
  const { grant } = useGrant('operator', 'staff', 'auditor')
  const list = useList(listManagedDrops, open && grant ? { orgId: grant.orgId, state: 'laid' } : undefined)
  const others = list.items.filter((drop) => drop.dropId !== dropId)
  if (chosen)
    return (
      <Button id="compare-none" tone="line" shape="small" icon="cross" onTap={() => onChoose(undefined)}>
        不比了
      </Button>
    )
  return (
    <>
      <Button id="compare" tone="line" shape="small" icon="chart" onTap={() => setOpen(true)}>
        和另一场比
      </Button>
      {open && (
        <Sheet title="和哪一场比" onClose={() => setOpen(false)}>
          <View className="sheet-body">
            {others.map((drop) => (
              <View
                key={drop.dropId}
                id={`compare-${drop.dropId}`}
                className="editor-outlet"
                onClick={() => {
                  setOpen(false)
                  onChoose(drop.dropId)
                }}
              >
                <Text className="grow">{drop.title}</Text>
                <Text className="t12 quiet">{dateOf(drop.opensAt)}</Text>
              </View>
            ))}
            {list.state.kind === 'ready' && others.length === 0 && !list.hasMore && (
              <Text className="t14 quiet">没有别的场次可以比。</Text>
            )}
            <More list={list} />
          </View>
        </Sheet>
      )}
    </>
  )
}
