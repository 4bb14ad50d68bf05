import type { ManagedDrop } from '@gonghui/shared/benefits/drops'
import { cloneDrop, saveTemplate } from '@gonghui/shared/benefits/templates'
import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { useDeed } from '../lib/use-deed'
import { Button } from '../ui/button'
import { Card, Row, SectionHead } from '../ui/card'
import { Field } from '../ui/field'
import { Confirm } from '../ui/sheet'
import { AnewDialog } from './anew-dialog'

function SaveDialog({ drop, onClose }: { readonly drop: ManagedDrop; readonly onClose: () => void }) {
  const [name, setName] = useState(drop.title)
  const { state, send } = useDeed(saveTemplate, () => undefined)
  const given = { params: { orgId: drop.orgId }, body: { dropId: drop.dropId, name: name.trim() } }
  return (
    <Confirm
      title="存为模板"
      body={
        <View>
          <Field
            id="template-name"
            label="模板名"
            value={name}
            onChange={setName}
            max={40}
            hint={`存在${drop.orgName}名下，本单位的运营都能用`}
          />
          {state.kind === 'failed' && <Text className="block no">{state.words}</Text>}
        </View>
      }
      yes="存为模板"
      disabled={name.trim() === ''}
      busy={state.kind === 'sending' && '正在保存…'}
      onNo={onClose}
      onYes={() =>
        void send(given, () => {
          onClose()
          return '已存为模板'
        })
      }
    />
  )
}

/** What members see of it; and 再办一场: a copy of it, or a template. */
export function ReuseCard({ drop }: { readonly drop: ManagedDrop }) {
  const [open, setOpen] = useState<'clone' | 'template'>()
  const close = () => setOpen(undefined)
  return (
    <Card id="reuse">
      <SectionHead title="预览和再办" />
      <Row
        title="预览"
        under="会员看到的样子"
        end={
          <Button
            id="open-preview"
            tone="pale"
            shape="pill"
            onTap={() => void Taro.navigateTo({ url: `/console/drop-preview?dropId=${drop.dropId}` })}
          >
            看一看
          </Button>
        }
      />
      <Row
        title="复制"
        under="内容照抄，换个时间"
        end={
          <Button id="clone" tone="pale" shape="pill" onTap={() => setOpen('clone')}>
            复制一场
          </Button>
        }
      />
      <Row
        title="模板"
        under="常办的存下来，随时用"
        end={
          <Button id="save-template" tone="pale" shape="pill" onTap={() => setOpen('template')}>
            存为模板
          </Button>
        }
      />
      {open === 'clone' && (
        <AnewDialog
          to={cloneDrop}
          params={{ dropId: drop.dropId }}
          title={`复制“${drop.title}”`}
          isLottery={drop.lottery !== undefined}
          onClose={close}
        />
      )}
      {open === 'template' && <SaveDialog drop={drop} onClose={close} />}
    </Card>
  )
}
