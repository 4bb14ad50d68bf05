import type { Org } from '@gonghui/shared/lib/org'
import type { ManagedOrg } from '@gonghui/shared/membership/org-tree'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { grouped } from '../lib/words'
import { Button } from '../ui/button'
import { Choice, Field } from '../ui/field'
import { OrgPicker } from '../ui/org-picker'
import { Sheet } from '../ui/sheet'
import { levelWords, lowerLevels } from './org-words'
import { type Change, useOrgChange } from './use-org-change'

const titles: Readonly<Record<Change['kind'], string>> = {
  create: '新建下级工会',
  rename: '改名',
  move: '移到别的上级',
  merge: '并入同级工会',
  close: '撤销工会',
}

interface OrgChangeSheetProps {
  readonly org: ManagedOrg
  readonly kind: Change['kind']
  /** The top of what one may choose from. */
  readonly rootId: string
  readonly onClose: () => void
  readonly onDone: () => void
}

/** One change of an org, with what follows from it said before it is done. */
export function OrgChangeSheet({ org, kind, rootId, onClose, onDone }: OrgChangeSheetProps) {
  const { sending, send } = useOrgChange(org, onDone)
  const levels = lowerLevels(org.level)
  const [name, setName] = useState(kind === 'rename' ? org.name : '')
  const [level, setLevel] = useState<Org['level']>(levels[0] ?? 'workplace')
  const [to, setTo] = useState<{ readonly orgId: string; readonly name: string }>()
  const picks = kind === 'move' || kind === 'merge'
  const typed = name.trim()

  const change = (): Change | undefined => {
    if (kind === 'create') return typed ? { kind, name: typed, level } : undefined
    if (kind === 'rename') return typed && typed !== org.name ? { kind, name: typed } : undefined
    if (kind === 'close') return { kind }
    return to && { kind, to }
  }
  const wanted = change()

  if (picks && !to)
    return <OrgPicker rootId={rootId} chosen={[org.orgId]} onChoose={(one) => setTo(one)} onClose={onClose} />
  const error = sending.kind === 'idle' ? sending.error : undefined
  const follows = {
    create: `建在“${org.name}”下面。`,
    rename: '下级和会员看到的名称会一起改，入会码照用。',
    move: `“${org.name}”和它的下级、${grouped(org.members)} 位会员一起移到“${to?.name}”下面。`,
    merge: `“${org.name}”的 ${grouped(org.members)} 位会员和下级都转到“${to?.name}”，原来的入会码自动指向它。并入后不能分开。`,
    close: `“${org.name}”不再出现在查找里，名称可以给别的工会用。有会员或下级的不能撤销。`,
  }[kind]

  return (
    <Sheet title={titles[kind]} onClose={onClose}>
      <View className="sheet-body t14">{follows}</View>
      {(kind === 'create' || kind === 'rename') && (
        <Field id="org-new-name" label="名称" value={name} onChange={setName} max={40} error={error} />
      )}
      {kind === 'create' && levels.length > 1 && (
        <Choice
          id="org-level"
          label="级别"
          value={level}
          options={levels.map((one) => ({ value: one, text: levelWords[one] }))}
          onChange={setLevel}
        />
      )}
      {kind !== 'create' && kind !== 'rename' && error && <View className="field-error">{error}</View>}
      <View className="sheet-ways">
        <Button id="change-no" tone="line" onTap={onClose}>
          先不
        </Button>
        <Button
          id="change-yes"
          tone={kind === 'merge' || kind === 'close' ? 'danger' : 'primary'}
          disabled={!wanted}
          busy={sending.kind === 'sending' && '正在办理…'}
          onTap={() => wanted && void send(wanted)}
        >
          {kind === 'create' ? '新建' : kind === 'rename' ? '改名' : titles[kind]}
        </Button>
      </View>
    </Sheet>
  )
}
